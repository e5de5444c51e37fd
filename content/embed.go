// Package content carries the shipped library: the code of conduct, modules, scenarios and programmes.
package content

import "embed"

// FS holds the files by kind, one folder each; translations stand in a folder named for their language.
//
//go:embed code modules programmes scenarios
var FS embed.FS
