package account

import (
	"strings"

	"understudy/app/web/ui"
)

// browserOf names a browser from what it calls itself, well enough for its owner to recognise it.
func browserOf(c ui.Context, agent string) string {
	browser, system := first(agent, browsers()), first(agent, systems())
	switch {
	case browser != "" && system != "":
		return c.T("account.browser_on", "Browser", browser, "System", system)
	case browser != "":
		return browser
	case system != "":
		return system
	default:
		return c.T("account.browser_unknown")
	}
}

// sign is a word in what a browser calls itself, and what it stands for.
type sign struct{ word, name string }

// browsers come in this order because each claims to be those below it too.
func browsers() []sign {
	return []sign{{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},
		{"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}}
}

func systems() []sign {
	return []sign{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"CrOS", "ChromeOS"}, {"Windows", "Windows"}, {"Macintosh", "Mac"},
		{"Linux", "Linux"}}
}

func first(agent string, signs []sign) string {
	for _, s := range signs {
		if strings.Contains(agent, s.word) {
			return s.name
		}
	}
	return ""
}
