package demo

import (
	"strings"

	"understudy/app/ident"
	"understudy/app/people"
)

// member is one of the twenty: who they are, and what happened to them.
type member struct {
	employeeID string
	name       string
	persona    string // key of the persona they are, empty for most
	team       string // key of their team, empty for none
	role       people.Role
	left       bool // works here no longer and cannot sign in
	life       func(*author)
}

// team is one of the three.
type team struct {
	key, name, manager string // manager is an employee id
	channels           []string
}

func teams() []team {
	return []team{
		{"counter", "Shop counter", "B-104", []string{"counter"}},
		{"phone", "Phone line", "B-105", []string{"phone"}},
		{"inbox", "Inbox and chat", "B-106", []string{"email", "chat"}},
	}
}

// domain is reserved for examples (RFC 2606), so that no mail ever reaches anybody.
const domain = "brindle-and-rowe.example"

// staff returns everybody. The administrator, who records hirings, is the first; managers come before
// their teams.
func staff() []member {
	return []member{
		{"B-101", "Ingrid Solberg", "admin", "", people.Admin, false, employed},
		{"B-102", "Tomás Herrera", "auditor", "", people.Auditor, false, employed},
		{"B-103", "Wanjiru Kamau", "trainer", "", people.Trainer, false, renewedThisMonth(9)},
		{"B-104", "Marek Nowicki", "manager", "counter", people.Manager, false, renewedThisMonth(13)},
		{"B-105", "Aiko Tanabe", "", "phone", people.Manager, false, certified(2, 150, 170)},
		{"B-106", "Priya Raghavan", "", "inbox", people.Manager, false, certified(2, 250, 270)},

		{"B-118", "Noor Farouk", "finishing", "counter", people.Learner, false, oneStepLeft},
		{"B-120", "Kwame Mensah", "starting", "counter", people.Learner, false, hiredToday},
		{"B-107", "Sofia Lindqvist", "", "counter", people.Learner, false, certified(2, 70, 90)},
		{"B-110", "Duc Tran", "", "counter", people.Learner, false, inGrace},
		{"B-111", "Hannah Okafor", "", "counter", people.Learner, false, lapsed},

		{"B-108", "Mateo Quispe", "returning", "phone", people.Learner, false, windowOpen},
		{"B-112", "Yusuf Demir", "", "phone", people.Learner, false, certified(1, 110, 130)},
		{"B-119", "Chloé Lambert", "", "phone", people.Learner, false, underWay},
		{"B-109", "Nadia Petrova", "", "phone", people.Learner, false, rehired},
		{"B-113", "Gareth Pritchard", "", "phone", people.Learner, true, gone},

		{"B-114", "Mei-Ling Chou", "", "inbox", people.Learner, false, certified(2, 200, 220)},
		{"B-117", "Samir Benali", "", "inbox", people.Learner, false, onboardingOverdue},
		{"B-115", "Kerttu Mäkinen", "", "inbox", people.Learner, false, renewalBegun},
		{"B-116", "Tane Parata", "", "inbox", people.Learner, false, certified(1, 300, 320)},
	}
}

// register is who works here, before anything has happened.
type register struct {
	teams  []people.Team
	people []people.Person
}

func (w world) register() register {
	var r register
	byKey := map[string]people.Person{} // team key → what its people have in common
	byEmployee := map[string]ident.ID{} // employee id → person
	start := Begins(w.today).Start(w.zone)
	everybody := staff()
	for _, m := range everybody {
		byEmployee[m.employeeID] = ident.From(start, source("person "+m.employeeID))
	}
	for _, t := range teams() {
		id := ident.From(start, source("team "+t.key))
		r.teams = append(r.teams, people.Team{ID: id, Name: t.name})
		byKey[t.key] = people.Person{Team: id, TeamName: t.name, Manager: byEmployee[t.manager], Channels: t.channels}
	}
	for _, m := range everybody {
		p := byKey[m.team]
		p.ID, p.EmployeeID, p.Name, p.Role, p.Disabled = byEmployee[m.employeeID], m.employeeID, m.name, m.role, m.left
		p.Email = address(m.name)
		switch m.role {
		case people.Admin, people.Auditor:
			p.Manager = ""
		case people.Manager, people.Trainer:
			p.Manager = byEmployee[everybody[0].employeeID]
		}
		r.people = append(r.people, p)
	}
	return r
}

func address(name string) string {
	return strings.ReplaceAll(people.Fold(name), " ", ".") + "@" + domain
}
