package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"github.com/talimat/talimat-plan/internal/cli"
)

// writeCommands writes a page for each command, and removes those of commands that
// are gone.
func writeCommands(dir string) error {
	written := map[string]bool{}
	err := eachCommand(cli.Commands(), func(c *cobra.Command) error {
		name := strings.ReplaceAll(c.CommandPath(), " ", "_") + ".md"
		written[name] = true
		return writeFile(filepath.Join(dir, name), func(w io.Writer) error { return commandPage(w, c) })
	})
	if err != nil {
		return err
	}
	pages, err := os.ReadDir(dir)
	for _, page := range pages {
		if !written[page.Name()] {
			err = errors.Join(err, os.Remove(filepath.Join(dir, page.Name())))
		}
	}
	return err
}

// eachCommand visits a command and those below it that the help lists.
func eachCommand(c *cobra.Command, visit func(*cobra.Command) error) error {
	if err := visit(c); err != nil {
		return err
	}
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			if err := eachCommand(sub, visit); err != nil {
				return err
			}
		}
	}
	return nil
}

// commandPage writes the page of a command: what cobra knows of it, and before
// the links what only our help says.
func commandPage(w io.Writer, c *cobra.Command) error {
	var page bytes.Buffer
	if err := doc.GenMarkdown(c, &page); err != nil {
		return err
	}
	text, links, found := strings.Cut(page.String(), "### SEE ALSO\n")
	text = notice + text + cli.AfterFlags(c)
	if found {
		text += "\n### See also\n" + strings.ReplaceAll(links, "\t - ", ": ")
	}
	_, err := io.WriteString(w, strings.TrimSpace(text)+"\n")
	return err
}

// writeShare writes the man pages and the scripts that complete commands, where
// packages of distributions have them. The month on the man pages is that of
// SOURCE_DATE_EPOCH, else of the first day of 1970, so that the bytes stay the same.
func writeShare(dir string) error {
	root := cli.Commands()
	date := time.Unix(0, 0).UTC()
	header := doc.GenManHeader{Section: "1", Source: root.Name(), Manual: "User Commands", Date: &date}
	if os.Getenv("SOURCE_DATE_EPOCH") != "" {
		header.Date = nil // cobra reads it
	}
	err := eachCommand(root, func(c *cobra.Command) error {
		name := strings.ReplaceAll(c.CommandPath(), " ", "-") + ".1"
		own := header // cobra fills in the title
		return writeFile(filepath.Join(dir, "man", "man1", name), func(w io.Writer) error { return doc.GenMan(c, &own, w) })
	})
	if err != nil {
		return err
	}
	for name, write := range map[string]func(io.Writer) error{
		"bash-completion/completions/" + root.Name():         func(w io.Writer) error { return root.GenBashCompletionV2(w, true) },
		"zsh/site-functions/_" + root.Name():                 root.GenZshCompletion,
		"fish/vendor_completions.d/" + root.Name() + ".fish": func(w io.Writer) error { return root.GenFishCompletion(w, true) },
		"powershell/" + root.Name() + ".ps1":                 root.GenPowerShellCompletionWithDesc,
	} {
		if err := writeFile(filepath.Join(dir, filepath.FromSlash(name)), write); err != nil {
			return err
		}
	}
	return nil
}
