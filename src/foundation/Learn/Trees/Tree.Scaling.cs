namespace Kirana.Learn.Trees;

public sealed partial class Tree
{
    /// <summary>The tree with every value multiplied.</summary>
    internal Tree Scaled(double factor) => new(Arrays with { Value = Array.ConvertAll(_value, v => (float)(v * factor)) });
}
