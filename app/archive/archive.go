// Package archive finds the very texts that somebody was given: from the library in force while it
// still holds them, and otherwise from the versions that the database keeps.
package archive

import (
	"context"
	"fmt"
	"sync"

	"understudy/app/catalog"
	"understudy/app/fault"
	"understudy/app/quiz"
	"understudy/app/scene"
)

// Documents keeps every version of every text.
type Documents interface {
	Document(ctx context.Context, kind catalog.Kind, id, hash string) (catalog.Document, error)
	DocumentsOf(ctx context.Context, kind catalog.Kind, lang string) ([]catalog.Document, error)
}

// Archive is safe for concurrent use.
type Archive struct {
	live      *catalog.Live
	documents Documents
	mu        sync.Mutex
	scenarios map[string]*scene.Compiled // old versions, by the hash of their text
	questions map[string]quiz.Question   // old versions, by their digest
}

// keepOld bounds what is kept of old versions in memory.
const keepOld = 256

// New returns an archive over the library in force and the versions kept.
func New(live *catalog.Live, documents Documents) *Archive {
	return &Archive{live: live, documents: documents, scenarios: map[string]*scene.Compiled{}, questions: map[string]quiz.Question{}}
}

// Offered returns the scenario in force and the hash of its text.
func (a *Archive) Offered(id, lang string) (*scene.Compiled, string, bool) {
	s, ok := a.live.Library().In(lang).Scenario(id)
	if !ok || s.Compiled == nil {
		return nil, "", false
	}
	return s.Compiled, s.Hash, true
}

// Version returns the scenario whose text has that hash.
func (a *Archive) Version(ctx context.Context, id, hash string) (*scene.Compiled, error) {
	for _, lang := range a.live.Library().Languages() {
		if s, ok := a.live.Library().In(lang).Scenario(id); ok && s.Hash == hash && s.Compiled != nil {
			return s.Compiled, nil
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if c, ok := a.scenarios[hash]; ok {
		return c, nil
	}
	document, err := a.documents.Document(ctx, catalog.KindScenario, id, hash)
	if err != nil {
		return nil, fmt.Errorf("scenario %s at %s: %w", id, hash, err)
	}
	compiled, err := scene.Load([]byte(document.Source))
	if err != nil {
		return nil, fmt.Errorf("scenario %s at %s: %w", id, hash, err)
	}
	if len(a.scenarios) >= keepOld {
		clear(a.scenarios)
	}
	a.scenarios[hash] = compiled
	return compiled, nil
}

// Question returns the question that a paper pinned.
func (a *Archive) Question(ctx context.Context, lang string, item quiz.Item) (quiz.Question, error) {
	if q, ok := a.live.Library().In(lang).Question(item.ID); ok && q.Hash == item.Hash {
		return q, nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if q, ok := a.questions[item.Hash]; ok {
		return q, nil
	}
	if err := a.readBanks(ctx, lang); err != nil {
		return quiz.Question{}, err
	}
	if q, ok := a.questions[item.Hash]; ok {
		return q, nil
	}
	return quiz.Question{}, fault.New(fault.Internal, "fault.internal").
		Because(fmt.Errorf("no kept version of question %s has digest %s", item.ID, item.Hash))
}

// readBanks indexes the questions of every bank version kept.
func (a *Archive) readBanks(ctx context.Context, lang string) error {
	banks, err := a.documents.DocumentsOf(ctx, catalog.KindBank, lang)
	if err != nil {
		return err
	}
	if len(a.questions) >= keepOld*keepOld {
		clear(a.questions)
	}
	for _, document := range banks {
		for _, q := range catalog.ReadBank(document) {
			a.questions[q.Hash] = q
		}
	}
	return nil
}
