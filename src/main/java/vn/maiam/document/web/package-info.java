/** Pages of the library, and files for whoever sees what they hang on. */
@NullMarked
package vn.maiam.document.web;

import org.jspecify.annotations.NullMarked;
