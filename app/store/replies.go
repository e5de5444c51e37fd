package store

import (
	"context"
	"encoding/json"
	"time"

	"gorm.io/gorm"

	"understudy/app/conduct"
	"understudy/app/ident"
	"understudy/app/rehearse"
	"understudy/app/speech"
)

type playReplyRow struct {
	PlayID   string `gorm:"primaryKey"`
	Seq      int    `gorm:"primaryKey;autoIncrement:false"`
	Words    string
	Findings string
	Promises string
	At       int64
}

func (playReplyRow) TableName() string { return "play_reply" }

// findingJSON is how a finding is stored; the names are those of `understudy assess`.
type findingJSON struct {
	Rule     string `json:"rule"`
	Detector string `json:"detector"`
	Sign     int    `json:"sign"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Quote    string `json:"quote"`
	Pattern  string `json:"pattern"`
	Strength string `json:"strength"`
	Why      string `json:"why"`
	Better   string `json:"better"`
}

// promiseJSON is how a promise is stored, for the turns after it.
type promiseJSON struct {
	Quote  string `json:"quote"`
	Action string `json:"action"`
	Time   string `json:"time"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Vague  bool   `json:"vague"`
	Due    int    `json:"due"`
}

func playReplyRowOf(play ident.ID, r rehearse.Reply) (playReplyRow, error) {
	findings, err := json.Marshal(mapAll(r.Findings, func(f speech.Finding) findingJSON {
		return findingJSON{string(f.Rule), f.Detector, f.Sign, f.Start, f.End, f.Quote, f.Pattern, string(f.Strength), f.Why, f.Better}
	}))
	if err != nil {
		return playReplyRow{}, err
	}
	promises, err := json.Marshal(mapAll(r.Promises, func(p speech.Promise) promiseJSON { return promiseJSON(p) }))
	if err != nil {
		return playReplyRow{}, err
	}
	return playReplyRow{string(play), r.Seq, r.Words, string(findings), string(promises), r.At.UnixMilli()}, nil
}

func (r playReplyRow) reply() (rehearse.Reply, error) {
	var findings []findingJSON
	if err := json.Unmarshal([]byte(r.Findings), &findings); err != nil {
		return rehearse.Reply{}, err
	}
	var promises []promiseJSON
	if err := json.Unmarshal([]byte(r.Promises), &promises); err != nil {
		return rehearse.Reply{}, err
	}
	return rehearse.Reply{Seq: r.Seq, Words: r.Words, At: instant(r.At),
		Findings: mapAll(findings, func(f findingJSON) speech.Finding {
			return speech.Finding{Rule: conduct.RuleID(f.Rule), Detector: f.Detector, Sign: f.Sign, Start: f.Start, End: f.End, Quote: f.Quote,
				Pattern: f.Pattern, Strength: speech.Strength(f.Strength), Why: f.Why, Better: f.Better}
		}),
		Promises: mapAll(promises, func(p promiseJSON) speech.Promise { return speech.Promise(p) })}, nil
}

// saveReplies stores what a learner wrote in a play.
func saveReplies(tx *gorm.DB, play ident.ID, said ...rehearse.Reply) error {
	for _, reply := range said {
		row, err := playReplyRowOf(play, reply)
		if err != nil {
			return err
		}
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
	}
	return nil
}

// Replies returns what a learner wrote in a play, in the order of the turns.
func (s *Store) Replies(ctx context.Context, play ident.ID) ([]rehearse.Reply, error) {
	rows, err := find[playReplyRow](s.read(ctx).Where("play_id = ?", string(play)).Order("seq"))
	if err != nil {
		return nil, plain(err)
	}
	out := make([]rehearse.Reply, len(rows))
	for i, row := range rows {
		if out[i], err = row.reply(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ErasePracticeWords erases what was written in practices before an instant. What it came to stays in
// the plays.
func (s *Store) ErasePracticeWords(ctx context.Context, before time.Time) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		return tx.Where("at < ? AND play_id IN (SELECT id FROM play WHERE practice)", before.UnixMilli()).Delete(&playReplyRow{}).Error
	})
}
