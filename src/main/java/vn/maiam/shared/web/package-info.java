/** What every page shares: layout, formats, pager, error advice. */
@NullMarked
package vn.maiam.shared.web;

import org.jspecify.annotations.NullMarked;
