/** Issuing, receiving and following orders. */
@NullMarked
package vn.maiam.directive.web;

import org.jspecify.annotations.NullMarked;
