/**
 * The page for everybody: the programme's aim, totals by unit and what the province
 * tells. Knows no person and shows none.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "shared", "area", "account", "household" })
package vn.maiam.news;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
