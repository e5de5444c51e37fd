package ui

import (
	"strings"

	"understudy/app/people"
)

// place is one entry of the navigation.
type place struct {
	path, key string
	icon      IconName
}

// places returns where somebody of a role can go from every page.
func places(role people.Role) []place {
	all := []place{
		{"/", "nav.home", IconHome},
		{"/rules", "nav.rules", IconBook},
		{"/practice", "nav.practice", IconPractice},
		{"/record", "nav.record", IconRecord},
	}
	team := place{"/team", "nav.team", IconTeam}
	reviews := place{"/reviews", "nav.reviews", IconQuote}
	admin := place{"/admin", "nav.admin", IconAdmin}
	switch role {
	case people.Manager:
		return append(all, team)
	case people.Trainer:
		return append(all, team, reviews)
	case people.Auditor:
		return append(all, team, admin)
	case people.Admin:
		return append(all, team, reviews, admin)
	default:
		return all
	}
}

// tabs returns the places of the bar on phones, which has room for five; the account menu has the rest.
func tabs(role people.Role) []place {
	all := places(role)
	return all[:min(len(all), 5)]
}

// here reports whether a path lies within a place.
func (p place) here(path string) bool {
	if p.path == "/" {
		return path == "/" || path == ""
	}
	return path == p.path || strings.HasPrefix(path, p.path+"/")
}

func (p place) current(path string) string {
	switch {
	case path == p.path:
		return "page"
	case p.here(path):
		return "true"
	default:
		return ""
	}
}
