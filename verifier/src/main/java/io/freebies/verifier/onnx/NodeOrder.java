package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Nodes after those that they read from, in the file's order otherwise.
 *
 * @param sorted all nodes, or those before a circle
 * @param stuck the first node in a circle or behind one
 */
record NodeOrder(List<NodeProto> sorted, Optional<NodeProto> stuck) {
    static NodeOrder of(GraphProto graph) {
        List<NodeProto> nodes = graph.getNodeList();
        Set<String> made = new HashSet<>();
        nodes.forEach(node -> made.addAll(node.getOutputList()));
        Map<String, List<Integer>> readers = new HashMap<>();
        int[] waiting = new int[nodes.size()];
        for (int i = 0; i < waiting.length; i++) {
            for (String name : reads(nodes.get(i))) {
                if (made.contains(name)) {
                    readers.computeIfAbsent(name, n -> new ArrayList<>()).add(i);
                    waiting[i]++;
                }
            }
        }
        Queue<Integer> ready = new PriorityQueue<>();
        IntStream.range(0, waiting.length).filter(i -> waiting[i] == 0).forEach(ready::add);
        List<NodeProto> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            NodeProto node = nodes.get(ready.remove());
            sorted.add(node);
            for (String output : node.getOutputList()) {
                for (int reader : readers.getOrDefault(output, List.of())) {
                    if (--waiting[reader] == 0) {
                        ready.add(reader);
                    }
                }
            }
        }
        Optional<NodeProto> stuck = IntStream.range(0, waiting.length)
                .filter(i -> waiting[i] > 0)
                .mapToObj(nodes::get)
                .findFirst();
        return new NodeOrder(sorted, stuck);
    }

    /** Names that a node reads from its own graph or from those around it, itself or within its subgraphs. */
    private static Set<String> reads(NodeProto node) {
        Set<String> reads = new LinkedHashSet<>(node.getInputList());
        reads.remove("");
        node.getAttributeList().stream().flatMap(GraphRules::graphs).forEach(inner -> reads.addAll(free(inner)));
        return reads;
    }

    /** Names that a graph reads and does not make. */
    private static Set<String> free(GraphProto graph) {
        Set<String> free = new LinkedHashSet<>();
        graph.getNodeList().forEach(node -> free.addAll(reads(node)));
        graph.getOutputList().forEach(output -> free.add(output.getName()));
        graph.getInputList().forEach(input -> free.remove(input.getName()));
        graph.getInitializerList().forEach(tensor -> free.remove(tensor.getName()));
        graph.getNodeList().forEach(node -> node.getOutputList().forEach(free::remove));
        return free;
    }
}
