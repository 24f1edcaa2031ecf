package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// A part is a file with the outcome of one shard: a line with the version of the
// form, a line of JSON with all that the simulation was made of, the numbers of
// the outcome, and the SHA-256 of everything before it.

const (
	partForm    = "talimat-plan part "
	partVersion = partForm + "3\n"
)

// maxPart is the largest part in bytes.
const maxPart = 1 << 28

// partHeader is what a simulation was made of.
type partHeader struct {
	Tool   string            `json:"tool"`            // name and version of the program
	Source string            `json:"source"`          // revision it was built from; "" when not known
	Engine string            `json:"engine"`          // see engineRevision
	Input  string            `json:"input"`           // see hash
	Name   string            `json:"name"`            // of the scenario, as the user gave it
	Text   string            `json:"text"`            // of the scenario
	Set    []string          `json:"set,omitempty"`   // values of --set
	Files  map[string][]byte `json:"files,omitempty"` // that the scenario names
	Design sampling.Design   `json:"design"`          // how futures are drawn
	Shard  simulation.Shard  `json:"shard"`           // which of them are here
}

// stranger says by what two parts belong to different simulations, "" when they
// belong to the same.
func (h *partHeader) stranger(other *partHeader) string {
	d, e := &h.Design, &other.Design
	for _, c := range []struct {
		what      string
		this, not any
		same      bool
	}{
		{"scenario", h.Name, other.Name, h.Name == other.Name},
		{"text of the scenario", brief(h.Text), brief(other.Text), h.Text == other.Text},
		{"--set", h.Set, other.Set, slices.Equal(h.Set, other.Set)},
		{"files that the scenario names", slices.Sorted(maps.Keys(h.Files)), slices.Sorted(maps.Keys(other.Files)), maps.EqualFunc(h.Files, other.Files, bytes.Equal)},
		{"input", h.Input, other.Input, h.Input == other.Input},
		{"--seed", d.Seed, e.Seed, d.Seed == e.Seed},
		{"--sampling", d.Method, e.Method, d.Method == e.Method},
		{"--samples", d.Futures(), e.Futures(), d.Points == e.Points && d.Replicates == e.Replicates},
		{"number of parts", h.Shard.Of, other.Shard.Of, h.Shard.Of == other.Shard.Of},
	} {
		if !c.same {
			return fmt.Sprintf("%s: %v and %v", c.what, c.this, c.not)
		}
	}
	return h.otherProgram(other)
}

// otherProgram says by what the programs of two parts differ, "" when they do not.
func (h *partHeader) otherProgram(other *partHeader) string {
	switch {
	case h.Tool != other.Tool:
		return fmt.Sprintf("program: %s and %s", h.Tool, other.Tool)
	case h.Source != other.Source && h.Source != "" && other.Source != "":
		return fmt.Sprintf("revision of the program: %s and %s", h.Source, other.Source)
	case h.Engine != other.Engine:
		return fmt.Sprintf("engine: %.12s and %.12s", h.Engine, other.Engine)
	}
	return ""
}

// brief is the SHA-256 of a text, the way sha256sum prints it, as far as people
// compare it.
func brief(text string) string { return "sha256:" + hash([]byte(text), nil)[:12] }

// thisProgram fills in what a header says of the program that runs.
func (h *partHeader) thisProgram() error {
	info, _ := debug.ReadBuildInfo()
	h.Tool, h.Source = tool(), sourceRevision(info)
	engine, err := engineRevision()
	h.Engine = engine
	return err
}

func writePart(w io.Writer, in *input, o simulation.Options, outcome *simulation.Outcome) error {
	h := partHeader{Input: in.hash, Name: in.name, Text: string(in.text), Set: in.set, Files: in.files, Design: o.Design, Shard: o.Shard}
	if err := h.thisProgram(); err != nil {
		return err
	}
	header, err := json.Marshal(h)
	if err != nil {
		return err
	}
	text := append(append([]byte(partVersion), header...), '\n')
	if text, err = outcome.AppendBinary(text); err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	_, err = w.Write(append(text, sum[:]...))
	return err
}

// part is a part that was read.
type part struct {
	file    string
	header  partHeader
	numbers []byte
}

func (p *program) readPart(file string) (*part, error) {
	f, err := p.inputs.open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxPart+1))
	if err != nil {
		return nil, &fileError{"read", file, err}
	}
	body, isPart := bytes.CutPrefix(text, []byte(partVersion))
	end := len(body) - sha256.Size
	switch {
	case len(text) > maxPart:
		return nil, invalidf("%s is larger than %d MiB; no part is", file, maxPart>>20)
	case !isPart && bytes.HasPrefix(text, []byte(partForm)):
		return nil, invalidf("%s is a part in the form of another version: simulate the shard again with this one, or merge with the program that simulated", file)
	case !isPart:
		return nil, invalidf("%s is no part of a simulation by this version: \"simulate --shard 1/4 --out part1.bin\" writes one", file)
	case end < 0 || sha256.Sum256(text[:len(text)-sha256.Size]) != [sha256.Size]byte(body[end:]):
		return nil, invalidf("%s is damaged or cut short; simulate the shard again", file)
	}
	header, numbers, _ := bytes.Cut(body[:end], []byte("\n"))
	read := &part{file: file, numbers: numbers}
	if err := json.Unmarshal(header, &read.header); err != nil {
		return nil, invalidf("%s: %v", file, err)
	}
	if s := read.header.Shard; s.Of < 1 || s.Of > usualReplicates || s.Index < 0 || s.Index >= s.Of || read.header.Design.Validate() != nil {
		return nil, invalidf("%s: no simulation has such a part, %d of %d", file, s.Index+1, s.Of)
	}
	return read, nil
}

// mergeParts puts the parts of one simulation together.
func mergeParts(parts []*part) (*input, *simulation.Outcome, error) {
	h, this := &parts[0].header, partHeader{}
	if err := this.thisProgram(); err != nil {
		return nil, nil, err
	}
	if why := h.otherProgram(&this); why != "" {
		return nil, nil, invalidf("%s is by another program than this one; they differ in their %s: merge with the program that simulated", parts[0].file, why)
	}
	have := map[int]string{}
	for _, p := range parts {
		if why := h.stranger(&p.header); why != "" {
			return nil, nil, invalidf("%s and %s are parts of different simulations; they differ in their %s", parts[0].file, p.file, why)
		}
		if other, twice := have[p.header.Shard.Index]; twice {
			return nil, nil, invalidf("%s and %s are the same part, %d/%d", other, p.file, p.header.Shard.Index+1, h.Shard.Of)
		}
		have[p.header.Shard.Index] = p.file
	}
	var missing []string
	for i := range h.Shard.Of {
		if _, ok := have[i]; !ok {
			missing = append(missing, fmt.Sprintf("%d/%d", i+1, h.Shard.Of))
		}
	}
	if len(missing) > 0 {
		return nil, nil, invalidf("of %d parts are missing: %s; \"simulate --shard\" writes them", h.Shard.Of, strings.Join(missing, ", "))
	}
	in, err := h.decode()
	if err != nil {
		return nil, nil, err
	}
	outcome, err := simulation.New(in.Scenario, in.Inputs, simulation.Options{Design: h.Design, Effects: true})
	if err != nil {
		return nil, nil, err
	}
	numbers := make([][]byte, len(parts))
	for i, p := range parts {
		numbers[i] = p.numbers
	}
	if err := outcome.Absorb(numbers...); err != nil {
		file := parts[0].file
		if at := (*simulation.PartError)(nil); errors.As(err, &at) {
			file = parts[at.Part].file
		}
		return nil, nil, invalidf("%s: %v", file, err)
	}
	return in, outcome, nil
}

// decode reads the scenario that the parts carry.
func (h *partHeader) decode() (*input, error) {
	overrides, err := parseOverrides(inputOptions{set: h.Set})
	if err != nil {
		return nil, err
	}
	var used [][]byte
	file := scenario.Options{Overrides: overrides, Files: func(name string) ([]byte, error) {
		text, ok := h.Files[name]
		if !ok {
			return nil, fmt.Errorf("the part lacks %s", name)
		}
		used = append(used, text)
		return text, nil
	}}.Decode(h.Name, []byte(h.Text))
	if file.Scenario == nil {
		return nil, errors.New("the scenario in the parts is not valid in this version")
	}
	used = distinct(used)
	return &input{File: file, name: h.Name, hash: hash([]byte(h.Text), h.Set, used...)}, nil
}

// distinct drops texts that are there before: claims decode a scenario again.
func distinct(texts [][]byte) [][]byte {
	var all [][]byte
	for _, t := range texts {
		if !slices.ContainsFunc(all, func(o []byte) bool { return bytes.Equal(o, t) }) {
			all = append(all, t)
		}
	}
	return all
}

// shardFlag is the value of --shard: 2/4, counted from 1.
type shardFlag struct{ Index, Of int }

// Set reads a part.
func (s *shardFlag) Set(text string) error {
	index, of, ok := strings.Cut(text, "/")
	i, err1 := strconv.Atoi(index)
	n, err2 := strconv.Atoi(of)
	if !ok || err1 != nil || err2 != nil || i < 1 || i > n {
		return fmt.Errorf("%q is no part of a whole: write 1/4 to 4/4", text)
	}
	*s = shardFlag{i, n}
	return nil
}

// String is the part.
func (s *shardFlag) String() string {
	if s.Of == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.Index, s.Of)
}

// Type names the value in the help.
func (*shardFlag) Type() string { return "I/N" }
