// The lucide icons in use, by the name that Go code gives them. Only these are inlined.
export const icons = {
  Home: "house", Book: "book-open", Practice: "messages-square", Record: "award", Search: "search", Team: "users", Admin: "settings",
  Check: "check", X: "x", Warn: "triangle-alert", Clock: "clock", Arrow: "arrow-right", Chevron: "chevron-right", Back: "chevron-left",
  Retry: "rotate-ccw", Hint: "lightbulb", Star: "sparkles", Minus: "minus", Up: "trending-up", Down: "trending-down", Print: "printer",
  Download: "download", Upload: "upload", Mail: "mail", User: "user", SignOut: "log-out", Plus: "plus", Edit: "pencil", Lock: "lock",
  Shield: "shield-check", Calendar: "calendar-clock", Pause: "pause", Play: "play", Info: "info", Copy: "copy", Key: "key-round",
  Globe: "languages", Quote: "quote", Sun: "sun", Heart: "heart", Zap: "zap", Handshake: "handshake", Scale: "scale", Eye: "eye",
  Trash: "trash-2", Filter: "list-filter", Sort: "arrow-up-down", SortUp: "arrow-up", SortDown: "arrow-down", History: "history",
  Link: "link", Dot: "circle", Flag: "flag", Question: "circle-question-mark", List: "list-checks", Ban: "ban", Wrench: "wrench", Full: "hard-drive",
};
