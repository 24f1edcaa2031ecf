package main

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/talimat/talimat-plan/internal/cli"
)

// The types below are the part of SPDX 2.3 (ISO/IEC 5962) that a bill of
// materials needs: https://spdx.github.io/spdx-spec/v2.3/

// document is a bill of materials.
type document struct {
	Version       string         `json:"spdxVersion"`
	License       string         `json:"dataLicense"`
	ID            string         `json:"SPDXID"`
	Name          string         `json:"name"`
	Namespace     string         `json:"documentNamespace"`
	Creation      creation       `json:"creationInfo"`
	Packages      []spdxPackage  `json:"packages"`
	Relationships []relationship `json:"relationships"`
}

type creation struct {
	Created  string   `json:"created"`
	Creators []string `json:"creators"`
}

type spdxPackage struct {
	ID               string      `json:"SPDXID"`
	Name             string      `json:"name"`
	Version          string      `json:"versionInfo"`
	File             string      `json:"packageFileName,omitempty"`
	Download         string      `json:"downloadLocation"`
	FilesAnalyzed    bool        `json:"filesAnalyzed"`
	LicenseConcluded string      `json:"licenseConcluded"`
	LicenseDeclared  string      `json:"licenseDeclared"`
	Copyright        string      `json:"copyrightText"`
	Checksums        []checksum  `json:"checksums,omitempty"`
	Comment          string      `json:"comment,omitempty"`
	References       []reference `json:"externalRefs,omitempty"`
}

type checksum struct {
	Algorithm string `json:"algorithm"`
	Value     string `json:"checksumValue"`
}

type reference struct {
	Category string `json:"referenceCategory"`
	Type     string `json:"referenceType"`
	Locator  string `json:"referenceLocator"`
}

type relationship struct {
	From string `json:"spdxElementId"`
	Type string `json:"relationshipType"`
	To   string `json:"relatedSpdxElement"`
}

// billOfMaterials says what an archive is made of: the modules that the linker
// has recorded in its program, and the Go that built it.
func billOfMaterials(binary, archive string, packed []byte, when time.Time) ([]byte, error) {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return nil, err
	}
	return encode(materials(info, archive, packed, when))
}

// encode writes a document as JSON for people too.
func encode(d document) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	err := e.Encode(d)
	return b.Bytes(), err
}

func materials(info *debug.BuildInfo, archive string, packed []byte, when time.Time) document {
	const unknown = "NOASSERTION"
	sum := fmt.Sprintf("%x", sha256.Sum256(packed))
	own := spdxPackage{
		ID: "SPDXRef-Archive", Name: program, Version: cli.Version(), File: archive, Download: unknown,
		LicenseConcluded: "Apache-2.0", LicenseDeclared: "Apache-2.0", Copyright: unknown,
		Checksums:  []checksum{{"SHA256", sum}},
		References: []reference{purl("golang", info.Main.Path, "v"+cli.Version())},
	}
	d := document{
		Version: "SPDX-2.3", License: "CC0-1.0", ID: "SPDXRef-DOCUMENT", Name: archive,
		Namespace: "https://" + info.Main.Path + "/spdx/" + archive + "-" + sum,
		Creation:  creation{when.Format(time.RFC3339), []string{"Tool: " + program + "-release-" + cli.Version()}},
		Packages:  []spdxPackage{own},
	}
	d.Relationships = append(d.Relationships, relationship{d.ID, "DESCRIBES", own.ID})
	add := func(path, version, comment string) {
		p := spdxPackage{
			ID: fmt.Sprintf("SPDXRef-Module-%d", len(d.Packages)), Name: path, Version: version, Download: unknown,
			LicenseConcluded: unknown, LicenseDeclared: unknown, Copyright: unknown, Comment: comment,
			References: []reference{purl("golang", path, version)},
		}
		d.Packages = append(d.Packages, p)
		d.Relationships = append(d.Relationships, relationship{own.ID, "DEPENDS_ON", p.ID})
	}
	add("stdlib", strings.TrimPrefix(info.GoVersion, "go"), "")
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		add(m.Path, m.Version, "go.sum "+m.Sum)
	}
	return d
}

// purl is the address of a package that scanners for vulnerabilities look up.
func purl(kind, path, version string) reference {
	return reference{"PACKAGE-MANAGER", "purl", fmt.Sprintf("pkg:%s/%s@%s", kind, path, version)}
}
