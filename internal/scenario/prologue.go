package scenario

import (
	"bytes"
	"fmt"

	"golang.org/x/text/unicode/norm"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/pattern"
)

// composed is a text in Unicode's normal form C, so that a name is one text
// however an editor, a file system or a keyboard spells it: "ş" is one character
// and never an s and a cedilla. Texts of other programs are nearly always so
// already and stay as they are.
func composed(text string) string { return norm.NFC.String(text) }

// directive is a line of the prologue of a YAML document.
var directive = pattern.Lazy(`^%YAML[ \t]+([0-9]+)\.([0-9]+)[ \t]*(#.*)?\r?$`)

// withoutVersion is the text with the directive %YAML 1.x before its document as
// a comment, at the same places: scenarios mean the same in each version 1 of
// YAML, and the parser refuses all but 1.1. Another version is a diagnostic.
func withoutVersion(s *source, text []byte) ([]byte, *diag.Diagnostic) {
	if !bytes.Contains(text, []byte("%YAML")) {
		return text, nil
	}
	text = bytes.Clone(text)
	number, at := 0, len(text)-len(bytes.TrimPrefix(text, []byte(bom)))
	for at < len(text) {
		number++
		line, _, _ := bytes.Cut(text[at:], []byte("\n"))
		switch m := directive().FindSubmatch(line); {
		case m != nil && string(m[1]) == "1":
			text[at] = '#'
		case bytes.HasPrefix(line, []byte("%YAML")):
			return nil, &diag.Diagnostic{Code: codeSyntax, Pos: s.clamp(number, 1), Width: len(bytes.TrimSpace(line)),
				Message: fmt.Sprintf("%q asks for another version of YAML", bytes.TrimSpace(line)), Hint: "leave the line out, or write %YAML 1.2"}
		case !prologue().Match(line):
			return text, nil
		}
		at += len(line) + 1
	}
	return text, nil
}

// prologue is what may stand before a document: nothing, a comment, a directive.
var prologue = pattern.Lazy(`^[ \t]*(#.*)?\r?$|^%`)
