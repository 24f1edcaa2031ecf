package cli

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// toStdout reports whether --out means standard output.
func toStdout(out string) bool { return out == "" || out == stdoutName }

// formatOf is the format that the extension of a file name stands for, or "".
func formatOf(file string) string {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".json":
		return "json"
	case ".yaml", ".yml":
		return "yaml"
	case ".csv":
		return "csv"
	case ".md", ".markdown":
		return "markdown"
	case ".txt":
		return "table"
	}
	return ""
}

// extensions are those of the formats, in their order, as a sentence lists them.
func extensions(formats []string) string {
	var all []string
	for _, format := range formats {
		all = append(all, map[string]string{"table": ".txt", "markdown": ".md"}[format])
		if all[len(all)-1] == "" {
			all[len(all)-1] = "." + format
		}
	}
	return strings.Join(all, ", ")
}

// writerOf is the command that writes files of an extension which no command
// with --out for text does; "" when none does.
func writerOf(file string) string {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".xlsx":
		return "report FILE --xlsx " + file
	case ".html", ".htm":
		return "report FILE --html " + file
	case ".png", ".svg", ".pdf":
		return "plot FILE --chart cost --out " + file
	}
	return ""
}

// suffixOf is the usual extension of what a file's own extension stands for; ""
// when it stands for nothing that this program writes, or for any text.
func suffixOf(file string) string {
	switch own := strings.ToLower(filepath.Ext(file)); own {
	case ".htm":
		return ".html"
	case ".markdown":
		return ".md"
	case ".yml":
		return ".yaml"
	case ".html", ".md", ".yaml", ".json", ".csv", ".xlsx", ".png", ".svg", ".pdf":
		return own
	}
	return ""
}

// formatFor is the format in which a command writes its result: that of the flag,
// else of the file's extension, else the preferred one if the command has it, else
// its first. A file whose extension stands for what the command cannot write is
// an error: text under such a name is opened by the wrong program.
func formatFor(c *cobra.Command, words []string, out string, prefs preferences) (string, error) {
	if writer := writerOf(out); writer != "" {
		return "", usagef("--out %s: %s writes %s; talimat-plan %s writes that", out, c.Name(), extensions(words), writer)
	}
	if flag := c.Flags().Lookup("output"); flag.Changed {
		return flag.Value.String(), nil
	}
	byName := formatOf(out)
	switch extension := filepath.Ext(out); {
	case slices.Contains(words, byName):
		return byName, nil
	case !toStdout(out) && len(extension) > 1 && extension != filepath.Base(out):
		return "", usagef("--out %s: %s writes %s; choose one of these, or the format with -o", out, c.Name(), extensions(words))
	case slices.Contains(words, prefs.Output):
		return prefs.Output, nil
	}
	return words[0], nil
}
