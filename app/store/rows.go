package store

import "gorm.io/gorm"

// find, take and count end a query as GORM's generic interface does. That interface compiles some 180
// kilobytes into the program for each type of row, four megabytes in all.

// find returns every row.
func find[R any](query *gorm.DB) (rows []R, err error) {
	err = query.Find(&rows).Error
	return rows, err
}

// take returns one row, or [gorm.ErrRecordNotFound].
func take[R any](query *gorm.DB) (row R, err error) {
	err = query.Take(&row).Error
	return row, err
}

// count returns how many rows there are.
func count[R any](query *gorm.DB) (n int64, err error) {
	err = query.Model(new(R)).Count(&n).Error
	return n, err
}
