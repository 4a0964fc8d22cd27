package io.freebies.graph;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a graph costs per picture.
 *
 * @param parameters trained numbers (running statistics not counted)
 * @param multiplyAdds multiply-add operations of the convolutions; published GFLOP figures count two each
 * @param perNode multiply-adds by convolution node
 */
public record GraphCost(long parameters, long multiplyAdds, Map<String, Long> perNode) {
    /** Counts a graph, symbolic dimensions as 1. */
    public static GraphCost of(Graph graph) {
        long parameters = graph.params().stream()
                .filter(p -> p.role().trained())
                .mapToLong(p -> p.value().shape().elements())
                .sum();
        Map<String, Long> perNode = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Op.Conv) {
                Shape kernel = node.inputs().get(1).shape();
                long perPosition = kernel.elements() / kernel.dim(0);
                perNode.put(node.name(), node.output().shape().elements() * perPosition);
            }
        }
        long total = perNode.values().stream().mapToLong(Long::longValue).sum();
        return new GraphCost(parameters, total, perNode);
    }
}
