// Package document is the content of an answer: labelled lines, tables of typed
// cells, lists, in the order in which they are read, before any of it is a
// format. A command builds one; package render writes it as text, Markdown, CSV,
// JSON or YAML. Numbers stay numbers until then, with what they measure, in base
// units, so that people and machines are told the same.
package document

import "github.com/talimat/talimat-plan/internal/words"

// SchemaVersion is the version of the documents that machines read. Within a
// major version keys are only added.
const SchemaVersion = "2.0"

// Document is an answer.
type Document struct {
	Kind     string         // what it answers, one word: "simulation"; in JSON as "kind"
	Tool     string         // name and version of the program
	Scenario *Scenario      // what it is about; nil when that is none or several
	Currency words.Currency // of every amount
	Title    string         // first line for people; empty for none
	Frame    []string       // what it is about and how it came to be, below the title, a line each
	Verdict  string         // the answer in a sentence or two; empty for none
	Blocks   []Block        // in the order in which they are read
	Records  []string       // names of the tables that CSV is; of several each row says which
}

// Scenario names the input of an answer, and the time that it is about.
type Scenario struct {
	Name        string // short name of the plan
	Description string // what it is about
	File        string // as the user gave it
	SHA256      string // of the scenario's text, in hexadecimal
	Start       string // calendar month of month 0, as YYYY-MM
	Months      int    // last month of the plan
}

// Block is a part of a document: [*Lines], [*Entries], [*Table], [*List], [*Command],
// [*Raw] or [*Fields].
type Block interface{ block() }

// Audience says who reads a block.
type Audience uint8

// The audiences.
const (
	Everyone Audience = iota // people and machines
	People                   // text, Markdown, HTML
	Machines                 // JSON, YAML, CSV
)

// Lines are sentences with labels in front of them.
type Lines struct {
	Title string // above them, which then are indented; empty for none
	Lines []Line // in order
}

// Line is a label and its text.
type Line struct {
	Label string // one or two words; empty where the line goes on with what the one before it said
	Text  string // one sentence, wrapped by the renderer
}

// Entries are paragraphs, an empty line between them.
type Entries struct {
	Title   string  // above them; empty for none
	Entries []Entry // in order
}

// Entry is a paragraph: what it is about, what it says, and what follows from that.
type Entry struct {
	Label string // in a column of its own in front of the head; empty for none
	Tone  Tone   // of the label
	Head  string // what it is about
	Text  string // what it says, below; empty for nothing
	Marks []Line // below, each with a label of one character, or with none
}

// List is a heading and sentences.
type List struct {
	Name  string   // stable, one word
	Title string   // for readers
	Items []string // a sentence each
}

// Raw are lines of text that stay as they are: a small curve, a command to paste.
// Markdown puts them into a block of code.
type Raw struct {
	Lines []string // no wider than the reader's window
}

// Command is what to type: words that a shell takes as they are.
type Command struct {
	Words []string // in order
}

// Fields are single typed values under a name, for machines.
type Fields struct {
	Name   string  // key of the object; empty for keys of the document itself
	Fields []Field // in order
	Absent bool    // there is no such object: null
}

// Field is a named value.
type Field struct {
	Key      string // in snake case
	Cell     Cell   // its value
	Mixed    bool   // a number that is an object with its unit
	Interval bool   // a number that is an object with its half width
}

func (*Lines) block()   {}
func (*Entries) block() {}
func (*List) block()    {}
func (*Raw) block()     {}
func (*Command) block() {}
func (*Fields) block()  {}
func (*Table) block()   {}

// Once leaves a label out that the line before has.
func Once(lines []Line) []Line {
	last := ""
	for i := range lines {
		if lines[i].Label == last {
			lines[i].Label = ""
		} else if lines[i].Label != "" {
			last = lines[i].Label
		}
	}
	return lines
}

// Table is the table of a name; nil when there is none.
func (d *Document) Table(name string) *Table {
	for _, b := range d.Blocks {
		if t, ok := b.(*Table); ok && t.Name == name {
			return t
		}
	}
	return nil
}

// Add appends blocks; what has no lines, items or words is left out, and tables for
// people without rows. To machines no rows or items are an empty list, so that what
// they know by a name stays.
func (d *Document) Add(blocks ...Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *Table:
			if len(b.Rows) == 0 && b.For == People {
				continue
			}
		case *Lines:
			if len(b.Lines) == 0 {
				continue
			}
		case *Entries:
			if len(b.Entries) == 0 {
				continue
			}
		case *List:
			if len(b.Items) == 0 && b.Name == "" {
				continue
			}
		case *Command:
			if len(b.Words) == 0 {
				continue
			}
		case *Raw:
			if len(b.Lines) == 0 {
				continue
			}
		}
		d.Blocks = append(d.Blocks, b)
	}
}

// Say is a line with its label.
func Say(label, text string) Line { return Line{Label: label, Text: text} }
