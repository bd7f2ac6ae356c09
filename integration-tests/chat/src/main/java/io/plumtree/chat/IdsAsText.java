package io.plumtree.chat;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.quarkus.jackson.ObjectMapperCustomizer;

/** In JSON, node ids and addresses are what a person would write. */
@Singleton
class IdsAsText implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule("plumtree")
                .addSerializer(NodeId.class, ToStringSerializer.instance)
                .addSerializer(Address.class, ToStringSerializer.instance));
    }
}
