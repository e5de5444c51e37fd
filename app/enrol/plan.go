package enrol

import (
	"slices"
	"strings"
	"time"

	"understudy/app/civil"
	"understudy/app/course"
	"understudy/app/ident"
)

// Input is everything that a plan rests on.
type Input struct {
	File       File
	Roster     Roster
	Programmes []course.Programme
	Complete   bool // whoever the file leaves out no longer works here
	New        bool // nobody in the file may be known yet
	Today      civil.Date
	Now        time.Time
	By         ident.ID
	NewID      func() ident.ID
}

// Plan compares a file with the people there are. Changes hold every line that is not refused.
func Plan(in Input) (Report, Changes) {
	p := newPlanner(in)
	for i, row := range in.File.Rows {
		p.drafts[i] = p.draft(row)
	}
	p.twice()
	p.resolve()
	p.settle()
	for p.refuseCircles() || p.keepAnAdministrator() {
		p.settle()
	}
	return p.write()
}

// draft is one line on its way: what was read, whom it is about, and why it is refused, if it is.
type draft struct {
	cells
	old        *Member // nil for somebody new
	id         ident.ID
	employment employment
	settled    bool // others have been told that it is refused
}

func (d *draft) refused() bool { return len(d.problems) > 0 }

type planner struct {
	Input
	drafts   []draft
	members  map[string]*Member // by employee id
	byID     map[ident.ID]*Member
	byEmail  map[string]*Member
	lines    map[string]int // employee id → place in drafts
	takers   map[string]int // e-mail address → place in drafts
	managers map[string][]int
}

func newPlanner(in Input) *planner {
	n := len(in.Roster.Members)
	p := &planner{Input: in, drafts: make([]draft, len(in.File.Rows)), members: make(map[string]*Member, n), byID: make(map[ident.ID]*Member, n),
		byEmail: make(map[string]*Member, n), lines: make(map[string]int, len(in.File.Rows)), takers: map[string]int{}, managers: map[string][]int{}}
	for i := range in.Roster.Members {
		m := &in.Roster.Members[i]
		p.members[m.EmployeeID], p.byID[m.ID] = m, m
		if m.Email != "" {
			p.byEmail[m.Email] = m
		}
	}
	return p
}

func (p *planner) programmeIDs() []string {
	var ids []string
	for _, programme := range p.Programmes {
		ids = append(ids, programme.ID)
	}
	return ids
}

func (p *planner) hasProgramme(id string) bool {
	return slices.ContainsFunc(p.Programmes, func(c course.Programme) bool { return c.ID == id })
}

// draft reads a line and compares its employment with what is on record about that one person.
func (p *planner) draft(row Row) draft {
	d := draft{cells: p.read(row), old: p.members[row.Text(EmployeeID)]}
	if p.New && d.old != nil {
		d.refuse(EmployeeID, "id_taken", map[string]any{"Name": d.old.Name})
	}
	if d.refused() {
		return d
	}
	e := employment{isNew: d.old == nil, hired: d.hired, left: d.left, today: p.Today,
		saysLeft: p.File.Has[LeftOn] || p.Complete}
	if d.old != nil {
		e.spells = d.old.Spells
	}
	e.compare()
	if e.refusal != "" {
		d.refuse(e.column, e.refusal, map[string]any{"Day": e.against})
	}
	d.employment = e
	return d
}

// twice refuses the second of two lines about one person, or with one address.
func (p *planner) twice() {
	for i := range p.drafts {
		d := &p.drafts[i]
		id := d.row.Text(EmployeeID)
		if first, seen := p.lines[id]; seen && id != "" {
			d.refuse(EmployeeID, "twice", map[string]any{"Line": p.drafts[first].row.Line})
			continue
		}
		if id != "" {
			p.lines[id] = i
		}
		if d.email == "" {
			continue
		}
		if first, seen := p.takers[d.email]; seen {
			d.refuse(Email, "twice", map[string]any{"Line": p.drafts[first].row.Line})
			continue
		}
		p.takers[d.email] = i
	}
}

// resolve looks addresses and managers up among the people there are and those in the file, of refused
// lines too: whoever mends one wants to hear of every mistake at once.
func (p *planner) resolve() {
	for i := range p.drafts {
		d := &p.drafts[i]
		if d.row.Torn != nil {
			continue
		}
		if owner := p.byEmail[d.email]; d.email != "" && owner != nil && owner != d.old && !p.givesUp(owner) {
			d.refuse(Email, "email_taken", map[string]any{"EmployeeID": owner.EmployeeID})
		}
		manager := d.row.Text(ManagerID)
		if manager == "" {
			continue
		}
		_, inFile := p.lines[manager]
		switch {
		case manager == d.row.Text(EmployeeID):
			d.refuse(ManagerID, "manager_self", nil)
		case !inFile && p.members[manager] == nil:
			d.refuse(ManagerID, "manager_unknown", nil)
		case !d.refused():
			p.managers[manager] = append(p.managers[manager], i)
		}
	}
}

// givesUp reports whether a line of the file gives its person another address than the one they have.
func (p *planner) givesUp(owner *Member) bool {
	at, inFile := p.lines[owner.EmployeeID]
	return inFile && p.File.Has[Email] && !p.drafts[at].refused() && p.drafts[at].email != owner.Email
}

// settle refuses what rests on a refused line: a manager who will not exist, an address that is not
// given up.
func (p *planner) settle() {
	var queue []int
	for i := range p.drafts {
		queue = append(queue, i)
	}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		d := &p.drafts[at]
		if !d.refused() || d.settled || p.lines[d.row.Text(EmployeeID)] != at {
			continue
		}
		d.settled = true
		if d.old == nil {
			for _, i := range p.managers[d.row.Text(EmployeeID)] {
				p.drafts[i].refuseOnce(ManagerID, "manager_refused", map[string]any{"Line": d.row.Line})
				queue = append(queue, i)
			}
			continue
		}
		if i, taken := p.takers[d.old.Email]; taken && d.old.Email != "" && p.drafts[i].old != d.old {
			p.drafts[i].refuseOnce(Email, "email_taken", map[string]any{"EmployeeID": d.old.EmployeeID})
			queue = append(queue, i)
		}
	}
}

func (c *cells) refuseOnce(column Column, code string, args map[string]any) {
	if !slices.ContainsFunc(c.problems, func(p Problem) bool { return p.Column == column.String() }) {
		c.refuse(column, code, args)
	}
}

// managerOf returns the employee id of the manager that somebody will have, and their line if the file
// has one that stands.
func (p *planner) managerOf(employee string) (manager string, line int) {
	line = -1
	if at, inFile := p.lines[employee]; inFile && !p.drafts[at].refused() {
		line = at
		if p.File.Has[ManagerID] {
			return p.drafts[at].row.Text(ManagerID), line
		}
	}
	if m := p.members[employee]; m != nil && m.Manager != "" {
		if boss := p.byID[m.Manager]; boss != nil {
			return boss.EmployeeID, line
		}
	}
	return "", line
}

// refuseCircles refuses the lines by which people would manage one another in a circle.
func (p *planner) refuseCircles() bool {
	if !p.File.Has[ManagerID] {
		return false
	}
	found := false
	walk := make(map[string]int, len(p.drafts)) // employee id → the walk that met them first
	for i := range p.drafts {
		if p.drafts[i].refused() {
			continue
		}
		at := p.drafts[i].row.Text(EmployeeID)
		for at != "" && walk[at] == 0 {
			walk[at] = i + 1
			at, _ = p.managerOf(at)
		}
		if at != "" && walk[at] == i+1 && p.refuseCircle(at) {
			found = true
		}
	}
	return found
}

func (p *planner) refuseCircle(start string) bool {
	names, lines := []string{start}, []int(nil)
	for at := start; ; {
		manager, line := p.managerOf(at)
		if line >= 0 {
			lines = append(lines, line)
		}
		names = append(names, manager)
		if at = manager; at == start {
			break
		}
	}
	if len(names) > 5 {
		names = append(names[:4:4], "…", start)
	}
	for _, i := range lines {
		p.drafts[i].refuse(ManagerID, "manager_circle", map[string]any{"Chain": strings.Join(names, " → ")})
	}
	return len(lines) > 0
}
