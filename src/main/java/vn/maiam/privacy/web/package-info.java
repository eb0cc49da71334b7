@NullMarked
package vn.maiam.privacy.web;

import org.jspecify.annotations.NullMarked;
