package internal_test

import (
	"go/ast"
	"slices"
	"strings"
)

// undocumented calls report for every exported name of a declaration without a
// comment: above it, behind it, or above its group if that is one of constants
// or variables.
func undocumented(decl ast.Decl, report func(*ast.Ident)) {
	need := func(names []*ast.Ident, comments ...*ast.CommentGroup) {
		for _, name := range names {
			if name.IsExported() && !slices.ContainsFunc(comments, func(c *ast.CommentGroup) bool { return c != nil }) {
				report(name)
			}
		}
	}
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil || receiver(d.Recv.List[0].Type).IsExported() {
			need([]*ast.Ident{d.Name}, d.Doc)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.ValueSpec:
				need(s.Names, d.Doc, s.Doc, s.Comment)
			case *ast.TypeSpec:
				need([]*ast.Ident{s.Name}, d.Doc, s.Doc, s.Comment)
				if s.Name.IsExported() {
					members(s.Type, func(m *ast.Field) {
						if m.Tag == nil || !strings.Contains(m.Tag.Value, `doc:"`) { // the tag is what the schema documents the field with
							need(m.Names, m.Doc, m.Comment)
						}
					})
				}
			}
		}
	}
}

// receiver returns the name of a receiver's type: T in T, *T and *T[K, V].
func receiver(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.IndexListExpr:
			e = x.X
		default:
			return e.(*ast.Ident)
		}
	}
}

// members visits the fields and methods of a type, those of structs and
// interfaces within it too.
func members(typ ast.Expr, visit func(*ast.Field)) {
	ast.Inspect(typ, func(n ast.Node) bool {
		var list *ast.FieldList
		switch x := n.(type) {
		case *ast.StructType:
			list = x.Fields
		case *ast.InterfaceType:
			list = x.Methods
		default:
			return true
		}
		for _, m := range list.List {
			visit(m)
		}
		return true
	})
}
