/**
 * Excel lists as offices keep them: looked at before they are opened, the table found by
 * what its headers say, refused rows handed back. Knows what no column of any list means.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "shared")
package vn.maiam.workbook;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
