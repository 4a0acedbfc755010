package tintype.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.RequestContext;
import org.jspecify.annotations.Nullable;
import tintype.cluster.http.FailureException;

/// The body of an upload, read as it comes in: a multipart form (RFC 7578), or the bytes of one photo.
abstract sealed class UploadBody {

    private static final Pattern FILE_NAME = Pattern.compile("filename=\"?([^\";]+)\"?");

    /// @param contentType what the client says; decides between form and photo, and nothing else
    static UploadBody of(@Nullable String contentType, @Nullable String contentDisposition, InputStream bytes) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/")
                ? new Form(contentType, bytes)
                : new Raw(contentDisposition, bytes);
    }

    /// The next part, or empty at the end.
    abstract Optional<Part> next() throws IOException;

    private static final class Raw extends UploadBody {
        private final @Nullable String contentDisposition;
        private final InputStream bytes;
        private boolean taken;

        Raw(@Nullable String contentDisposition, InputStream bytes) {
            this.contentDisposition = contentDisposition;
            this.bytes = bytes;
        }

        @Override
        Optional<Part> next() {
            if (taken) {
                return Optional.empty();
            }
            taken = true;
            return Optional.of(new Part.File(fileName(), bytes));
        }

        private @Nullable String fileName() {
            if (contentDisposition == null) {
                return null;
            }
            var name = FILE_NAME.matcher(contentDisposition);
            return name.find() ? name.group(1) : null;
        }
    }

    private static final class Form extends UploadBody {
        private static final String FILE_FIELD = "file";
        private static final String LABEL_PREFIX = "label.";
        private static final int MAX_LABEL_BYTES = 800;

        private final FileItemInputIterator parts;

        Form(String contentType, InputStream bytes) {
            try {
                this.parts = new StreamedForm().getItemIterator(new Request(contentType, bytes));
            } catch (FileUploadException e) {
                throw new FailureException(UploadFailure.BROKEN_FORM, e.getMessage());
            } catch (IOException e) {
                throw new FailureException(UploadFailure.INCOMPLETE_BODY, e);
            }
        }

        @Override
        Optional<Part> next() throws IOException {
            try {
                while (parts.hasNext()) {
                    FileItemInput part = parts.next();
                    String field = part.getFieldName();
                    if (FILE_FIELD.equals(field)) {
                        return Optional.of(new Part.File(part.getName(), part.getInputStream()));
                    }
                    if (field != null && field.startsWith(LABEL_PREFIX) && part.isFormField()) {
                        return Optional.of(label(field.substring(LABEL_PREFIX.length()), part.getInputStream()));
                    }
                }
                return Optional.empty();
            } catch (FileUploadException e) {
                throw new FailureException(UploadFailure.BROKEN_FORM, e.getMessage());
            }
        }

        private static Part label(String name, InputStream value) throws IOException {
            byte[] bytes = value.readNBytes(MAX_LABEL_BYTES + 1);
            if (bytes.length > MAX_LABEL_BYTES) {
                throw new FailureException(UploadFailure.BAD_LABEL);
            }
            return new Part.Label(name, new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private record Request(String contentType, InputStream bytes) implements RequestContext {
        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        /// Unknown: the intake counts for itself.
        @Override
        public long getContentLength() {
            return -1;
        }

        @Override
        public String getContentType() {
            return contentType;
        }

        @Override
        public InputStream getInputStream() {
            return bytes;
        }

        @Override
        public boolean isMultipartRelated() {
            return false;
        }
    }

    /// The library's parser, of which only the streaming half is used: nothing is gathered in memory or on disk.
    private static final class StreamedForm
            extends AbstractFileUpload<RequestContext, DiskFileItem, DiskFileItemFactory> {

        StreamedForm() {
            setHeaderCharset(StandardCharsets.UTF_8);
        }

        @Override
        public FileItemInputIterator getItemIterator(RequestContext request) throws FileUploadException, IOException {
            return super.getItemIterator(request);
        }

        @Override
        public Map<String, List<DiskFileItem>> parseParameterMap(RequestContext request) {
            throw new UnsupportedOperationException("Forms are streamed");
        }

        @Override
        public List<DiskFileItem> parseRequest(RequestContext request) {
            throw new UnsupportedOperationException("Forms are streamed");
        }
    }
}
