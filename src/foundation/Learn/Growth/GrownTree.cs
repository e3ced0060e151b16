using Kirana.Learn.Trees;

namespace Kirana.Learn.Growth;

/// <summary>A tree that just grew, with the rows of each leaf.</summary>
/// <param name="Builder">The tree; its leaf values may still change.</param>
/// <param name="Partition">The rows, valid until the next tree grows.</param>
/// <param name="Leaves">The leaves in the order of the partition.</param>
internal sealed record GrownTree(TreeBuilder Builder, RowPartition Partition, Leaf[] Leaves);
