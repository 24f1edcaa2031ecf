package markdown

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Escape makes a text safe for a cell: it stays one line, and nothing in it is markup.
func Escape(text string) string {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	for i, line := range lines {
		lines[i] = Plain(line)
	}
	return strings.Join(lines, "<br>")
}

// nothing is what breaks a word in two for whoever looks for mentions and links,
// and shows as nothing.
const nothing = "<!-- -->"

// Plain is a text of the user's on one line of Markdown: no markup, no cell's
// end, and neither a mention nor a link nor a reference to an issue, which would
// notify people or lead away, in the flavours of GitHub and GitLab.
func Plain(text string) string {
	pairs := []string{
		`\`, `\\`, "|", `\|`, "&", "&amp;", "<", "&lt;", ">", "&gt;", "*", `\*`, "`", "\\`", "[", `\[`, "]", `\]`, "~", `\~`,
		"@", "&#64;" + nothing, "://", ":" + nothing + "//", "www.", "www" + nothing + ".", "GH-", "GH" + nothing + "-", "gh-", "gh" + nothing + "-",
	}
	for digit := range 10 {
		for _, sign := range []string{"#", "!"} {
			pairs = append(pairs, fmt.Sprintf("%s%d", sign, digit), fmt.Sprintf("%s%s%d", sign, nothing, digit))
		}
	}
	return strings.NewReplacer(pairs...).Replace(unit.Printable(text))
}
