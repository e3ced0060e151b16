namespace Kirana.Learn.Trees;

/// <summary>A node of a <see cref="FlatForest"/>.</summary>
/// <param name="Bound">The second child is taken where the value, its sign perhaps flipped, is at least this.</param>
/// <param name="Feature">The feature; its highest bit says that the sign is flipped.</param>
/// <param name="Next">The first child; the second one follows it.</param>
/// <param name="Value">The value of a leaf.</param>
internal readonly record struct FlatNode(float Bound, int Feature, int Next, float Value);
