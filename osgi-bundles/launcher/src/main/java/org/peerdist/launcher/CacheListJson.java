package org.peerdist.launcher;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.peerdist.cache.FolderStatus;

/** The list of what is in a content cache, as JSON. */
final class CacheListJson implements CacheListing.Output {
  private final JsonGenerator json;

  CacheListJson(JsonGenerator json) {
    this.json = json;
  }

  @Override
  public void start(List<FolderStatus> folders) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("folders");
    for (FolderStatus folder : folders) {
      json.writeStartObject();
      json.writeStringField("path", folder.path().toString());
      json.writeNumberField("size", folder.size());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("segments");
  }

  @Override
  public void segment(SegmentLine segment) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", segment.id().toString());
    json.writeBooleanField("opaque", segment.version() == 0);
    if (segment.version() != 0) {
      json.writeNumberField("version", segment.version());
      json.writeStringField("hash", segment.hash());
    }
    json.writeNumberField("length", segment.length());
    json.writeNumberField("blocks", segment.blocks());
    json.writeNumberField("blocksHeld", segment.held());
    json.writeNumberField("bytesHeld", segment.bytes());
    json.writeStringField("stored", segment.stored().toString());
    json.writeStringField("used", segment.used().toString());
    json.writeStringField("tag", segment.tag().toString());
    json.writeEndObject();
  }

  @Override
  public void end(long segments, long blocks, long bytes) throws IOException {
    json.writeEndArray();
    json.writeNumberField("segmentsHeld", segments);
    json.writeNumberField("blocksHeld", blocks);
    json.writeNumberField("bytesHeld", bytes);
    json.writeEndObject();
    json.writeRaw('\n');
  }
}
