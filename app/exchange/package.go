package exchange

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"
)

// Limits of a package, beside MaxZip.
const (
	maxFiles   = 2_000
	maxRatio   = 100 // bytes unpacked for one packed
	maxFolders = 8   // parts of a path
	manifest   = "imsmanifest.xml"
)

// readPackage reads the items that the manifest of a zip package lists, in its order. Nothing is ever
// written to a disk.
func readPackage(data []byte) ([]Imported, error) {
	files, err := unpacked(data)
	if err != nil {
		return nil, err
	}
	folder, err := manifestFolder(files)
	if err != nil {
		return nil, err
	}
	list, err := readDocument(files[path.Join(folder, manifest)], 100*maxFiles)
	if err != nil {
		return nil, located(manifest, err)
	}
	var out []Imported
	for _, resource := range list.find(named("resource")) {
		if q, counts := readResource(files, folder, resource); counts {
			out = append(out, q)
		}
	}
	if len(out) == 0 {
		return nil, errors.New(manifest + " lists no items")
	}
	return out, nil
}

// manifestFolder finds the manifest: at the top, or in the one folder that was packed.
func manifestFolder(files map[string]*zip.File) (string, error) {
	folder, found := "", false
	for name := range files {
		if dir, base := path.Split(name); base == manifest && (!found || len(dir) < len(folder) || len(dir) == len(folder) && dir < folder) {
			folder, found = dir, true
		}
	}
	if !found {
		return "", errors.New("the package has no " + manifest)
	}
	return folder, nil
}

// readResource reads the item of one resource. What is no item does not count.
func readResource(files map[string]*zip.File, folder string, resource *node) (q Imported, counts bool) {
	kind := strings.ToLower(resource.get("type"))
	old := strings.HasPrefix(kind, "imsqti_xmlv1")
	if !strings.HasPrefix(kind, "imsqti_item") && !strings.HasPrefix(kind, "imsqti_xml") && !strings.HasPrefix(kind, "imsqti_apipitem") {
		return q, false
	}
	href := resource.get("href")
	if href == "" {
		href = resource.child("file").get("href")
	}
	if plain, err := url.PathUnescape(href); err == nil {
		href = plain
	}
	name := path.Join(folder, href)
	q = Imported{Line: resource.line}
	switch file := files[name]; {
	case old:
		q.settle(refuse(resource.line, "%s is QTI 1.x; versions 2.0 to 3.0 are read here", href))
	case unsafePath(href) != "" || file == nil:
		q.settle(refuse(resource.line, "%s lists %s, which is not in the package", manifest, brief(href)))
	default:
		q = readItemFile(file)
	}
	if q.Reason != "" {
		q.Reason = name + ": " + q.Reason
	}
	if len(q.Tags) == 0 {
		for _, keyword := range resource.find(named("keyword")) {
			if word := keyword.word(); word != "" {
				q.Tags = append(q.Tags, word)
			}
		}
	}
	return q, true
}

func readItemFile(file *zip.File) Imported {
	n, err := readDocument(file, maxElements)
	switch {
	case err != nil:
		q := Imported{Line: 1}
		q.settle(err)
		return q
	case n.key != "assessmentitem":
		q := Imported{Line: n.line}
		q.settle(refuse(n.line, "this is no item: it begins with <%s>", n.name))
		return q
	default:
		return readItem(n)
	}
}

func readDocument(file *zip.File, elements int) (*node, error) {
	r, err := file.Open()
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(r, int64(file.UncompressedSize64)+1))
	if err != nil {
		return nil, fmt.Errorf("the file is damaged: %w", err)
	}
	text, err := asXML(data)
	if err != nil {
		return nil, err
	}
	return parseXML(text, 1, elements)
}

// unpacked returns the files of a package by name, after it has been weighed: a package may be a trap.
func unpacked(data []byte) (map[string]*zip.File, error) {
	if len(data) > MaxZip {
		return nil, fmt.Errorf("the package has more than %d MB; divide it", MaxZip>>20)
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("the package cannot be opened: %w", err)
	}
	if len(archive.File) > maxFiles {
		return nil, fmt.Errorf("the package has %d files, more than %d; divide it", len(archive.File), maxFiles)
	}
	files, total := map[string]*zip.File{}, uint64(0)
	for _, f := range archive.File {
		if why := unsafePath(f.Name); why != "" {
			return nil, fmt.Errorf("the package holds %s: %s", brief(f.Name), why)
		}
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		total += min(f.UncompressedSize64, MaxZip+1)
		switch {
		case total > MaxZip:
			return nil, fmt.Errorf("the package unpacks to more than %d MB; divide it", MaxZip>>20)
		case f.UncompressedSize64 > maxRatio*max(f.CompressedSize64, 1):
			return nil, fmt.Errorf("%s unpacks to more than %d times its size, which no question does", brief(f.Name), maxRatio)
		case f.Flags&1 != 0:
			return nil, fmt.Errorf("%s is encrypted", brief(f.Name))
		case files[f.Name] != nil:
			return nil, fmt.Errorf("the package holds %s twice", brief(f.Name))
		}
		files[f.Name] = f
	}
	return files, nil
}

// unsafePath says what is wrong with a path in a package, and "" when nothing is.
func unsafePath(name string) string {
	parts := strings.Split(strings.TrimSuffix(name, "/"), "/")
	switch {
	case strings.HasPrefix(name, "/"), strings.Contains(name, ":"):
		return "its path is absolute"
	case strings.Contains(name, `\`):
		return "its path has a backslash"
	case len(parts) > maxFolders:
		return fmt.Sprintf("its path has more than %d parts", maxFolders)
	}
	for _, part := range parts {
		if part == ".." {
			return "its path leads out of the package"
		}
	}
	return ""
}
