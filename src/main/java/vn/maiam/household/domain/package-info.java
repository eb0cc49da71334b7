/**
 * The register itself; its public services are what the module's pages and the
 * demonstration use.
 */
@NullMarked
@NamedInterface("domain")
package vn.maiam.household.domain;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
