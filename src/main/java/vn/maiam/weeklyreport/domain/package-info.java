/**
 * The reports, their weeks and their way; the public services are what pages and the
 * demonstration use.
 */
@NullMarked
@NamedInterface("domain")
package vn.maiam.weeklyreport.domain;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
