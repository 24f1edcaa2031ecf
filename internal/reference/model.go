package main

import (
	"bufio"
	"fmt"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// chapters are the packages whose comments make up the page of the model, in the
// order in which values flow.
func chapters() [][2]string {
	return [][2]string{
		{"forecast", "Demand"}, {"capacity", "Capacity"}, {"cost", "Cost and finance"}, {"contract", "Commitments"},
		{"profile", "The week in order"}, {"autoscale", "Autoscaling, sync by sync"}, {"study/replay", "What autoscaling saves"},
		{"distribution", "Uncertain inputs"}, {"copula", "Inputs that go together"}, {"sampling", "Drawing futures"},
		{"simulation", "Running futures"}, {"histogram", "Quantiles"}, {"elementary", "Functions with the same bits everywhere"},
	}
}

// modelPage writes the equations: the comments of the packages that compute them.
func modelPage(w io.Writer, packages string) error {
	b := bufio.NewWriter(w)
	fmt.Fprint(b, notice+`# The model

Every equation with its symbols, units and sources, as the packages state them that compute it. `+"`talimat-plan explain RESULT`"+`
shows each with the figures of your plan.
`)
	for _, c := range chapters() {
		text, err := packageComment(filepath.Join(packages, c[0]))
		if err != nil {
			return err
		}
		p := comment.Parser{LookupSym: func(string, string) bool { return true }} // names become plain text
		printer := comment.Printer{HeadingLevel: 3, HeadingID: func(*comment.Heading) string { return "" }, DocLinkURL: func(*comment.DocLink) string { return "" }}
		fmt.Fprintf(b, "\n## %s\n\n%s", c[1], printer.Markdown(p.Parse(text)))
	}
	return b.Flush()
}

// packageComment is the comment of the package in a directory.
func packageComment(dir string) (string, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return "", err
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments|parser.PackageClauseOnly)
		if err != nil {
			return "", err
		}
		if f.Doc != nil && strings.HasPrefix(f.Doc.Text(), "Package "+f.Name.Name) {
			return f.Doc.Text(), nil
		}
	}
	return "", fmt.Errorf("%s has no package comment", dir)
}
