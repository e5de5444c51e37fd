// Package e2e walks the whole product from the outside: the built program, a real database and a real
// browser. It holds tests only, and imports no page of the product.
package e2e
