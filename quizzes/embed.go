// Package quizzes carries the shipped question banks and the blueprints that papers are drawn by.
package quizzes

import "embed"

// FS holds the files by kind, one folder each; translations stand in a folder named for their language.
//
//go:embed banks blueprints
var FS embed.FS
