package main

import (
	"errors"

	"understudy/app/recall"
)

type recallCmd struct {
	Replay recallReplayCmd `cmd:"" help:"Replay reviews through the memory model: JSON lines in, JSON lines out."`
}

// recallReplayCmd shows the arithmetic of the memory model, for anyone who wants to check it.
type recallReplayCmd struct{}

// Help describes the lines.
func (recallReplayCmd) Help() string {
	return `Reads standard input, a review a line: {"card":"r18","rating":3,"days":12}. Cards may be interleaved. The rating is 1 (again), 2 (hard), 3 (good) or 4 (easy); days are the whole days since that card's review before, 0 for its first.

Prints a line for each: {"card","rating","days","s","d","r"}, with stability (days) and difficulty after the review, and the chance to remember just before it, null on the first. The model is FSRS-6 with its published weights and no randomness.

A line that is wrong ends the replay with exit code 2, its number and the reason; what came before it is printed.`
}

// Run replays standard input.
func (recallReplayCmd) Run(ctx *cli) error {
	model := recall.Default()
	err := model.Replay(ctx.stdin, ctx.stdout)
	var wrong *recall.LineError
	if errors.As(err, &wrong) {
		return exitError{exitUsage, wrong.Error()}
	}
	return err
}
