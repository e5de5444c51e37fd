package demo

import (
	"understudy/app/assign"
	"understudy/app/civil"
)

// learning is about how many days people take from their first day to their certificate.
const learning = 9

// employed is the life of those who have no programme.
func employed(a *author) { a.hire(Begins(a.today)) }

// career is a hiring, a first certificate and renewals on time, so that after a number of periods the
// certificate ends between least and most days from today. It returns the day of the first certificate.
func (a *author) career(periods, renewals, least, most int) civil.Date {
	if a.programme == nil {
		employed(a)
		return a.today
	}
	first := a.ending(a.programme.Terms.Period, periods, least, most)
	a.certify(first)
	for k := 1; k <= renewals; k++ {
		end := first.Plus(a.programme.Terms.Period.Times(k))
		a.renew(workday(end.AddDays(-a.chance.between(17, 20))))
	}
	return first
}

// certify hires and onboards somebody, certified on a day.
func (a *author) certify(on civil.Date) {
	hired := civil.Latest(Begins(a.today), workday(on.AddDays(-learning)))
	a.hire(hired)
	a.study(a.stumble(a.onboarding(), 6), hired, on)
}

// renew does all of a renewal, over a few days that end on a day.
func (a *author) renew(on civil.Date) {
	a.study(a.stumble(a.renewal(), 8), workday(on.AddDays(-2)), on)
}

// certified is somebody with a certificate and nothing to do, who has renewed it each time.
func certified(periods, least, most int) func(*author) {
	return func(a *author) { a.career(periods, periods-1, least, most) }
}

// renewedThisMonth is somebody who has just renewed a certificate that had about so many days left.
func renewedThisMonth(left int) func(*author) {
	return func(a *author) { a.career(2, 2, left-1, left+1) }
}

// windowOpen is somebody whose certificate ends in some days.
func windowOpen(a *author) { a.career(2, 1, 10, 13) }

// renewalBegun is the same with the first role-play of the renewal done, at the second go.
func renewalBegun(a *author) {
	a.career(1, 0, 19, 24)
	if todo := a.renewal(); len(todo) > 0 {
		again := todo[0]
		again.poorly = again.kind != assign.Module
		a.study([]piece{again, todo[0]}, a.daysAgo(4), a.daysAgo(2))
	}
}

// inGrace is somebody whose certificate ended a few days ago.
func inGrace(a *author) { a.career(1, 0, -8, -5) }

// lapsed is somebody whose certificate ended too long ago, and who has failed the renewal's paper since.
func lapsed(a *author) {
	a.career(1, 0, -44, -38)
	if todo := a.renewal(); len(todo) > 0 {
		last := todo[len(todo)-1]
		last.poorly = true
		a.study([]piece{last}, a.daysAgo(12), a.daysAgo(12))
	}
}

// hiredToday is somebody who starts from nothing.
func hiredToday(a *author) { a.hire(a.today) }

// underWay is somebody in the middle of the onboarding, with days left.
func underWay(a *author) {
	hired := a.daysAgo(5)
	a.hire(hired)
	todo := a.onboarding()
	a.study(todo[:len(todo)/2], hired, a.daysAgo(1))
}

// onboardingOverdue is somebody who stopped a third of the way and should have been done long ago.
func onboardingOverdue(a *author) {
	hired := a.daysAgo(26)
	a.hire(hired)
	todo := a.onboarding()
	a.study(todo[:len(todo)/3], hired, a.daysAgo(15))
}

// oneStepLeft is somebody who has done everything for the first certificate but the last turn of a
// role-play. That turn is passed whatever is chosen, and no clock runs in it, so that it is there for
// whoever comes along however long the demonstration stands. Where no scenario has such a turn, a whole
// role-play is left.
func oneStepLeft(a *author) {
	hired := a.daysAgo(9)
	a.hire(hired)
	todo := a.onboarding()
	last := a.lastStep(todo)
	done := make([]piece, 0, len(todo))
	for i, p := range todo {
		if i != last {
			done = append(done, p)
		}
	}
	a.study(a.stumble(done, 6), hired, a.daysAgo(1))
	if last < 0 {
		return
	}
	if brink, ok := a.stage.brink[todo[last].item]; ok {
		a.wait(120, 300)
		a.perform(todo[last].item, brink)
	}
}

// lastStep returns the place of the role-play to leave open, the last piece where there is none.
func (a *author) lastStep(todo []piece) int {
	best := len(todo) - 1
	for i, p := range todo {
		if p.kind != assign.Rehearsal {
			continue
		}
		if _, ok := a.stage.brink[p.item]; ok || todo[best].kind != assign.Rehearsal {
			best = i
		}
	}
	return best
}

// rehired is somebody who left in the first year, came back after a few months when the certificate had
// ended, and renewed it.
func rehired(a *author) {
	first := a.daysAgo(690)
	a.certify(first)
	a.leave(a.daysAgo(420))
	back := a.daysAgo(290)
	a.hire(back)
	a.renew(workday(back.AddDays(8)))
}

// gone is somebody who left half a year ago.
func gone(a *author) {
	a.certify(a.daysAgo(560))
	a.leave(a.daysAgo(200))
}
