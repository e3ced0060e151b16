using Kirana.Learn.Objectives;

namespace Kirana.Learn.Growth;

/// <summary>Divides leaves, wherever their rows lie.</summary>
internal interface IDivider
{
    /// <summary>The leaf of all rows, with its best split.</summary>
    /// <param name="pairs">Gradient and hessian of each row of the table.</param>
    /// <param name="all">Whether every row of the table is used, in order.</param>
    /// <param name="features">The features to use; all where <see langword="null"/>.</param>
    Leaf Root(GradientPair[] pairs, bool all, bool[]? features);

    /// <summary>Divides leaves by their best splits and gives them their children.</summary>
    /// <param name="leaves">The leaves, in any order; may be put into another one.</param>
    /// <param name="pairs">Gradient and hessian of each row of the table.</param>
    /// <param name="features">The features to use; all where <see langword="null"/>.</param>
    /// <param name="isLast">Whether the children stay leaves.</param>
    void Divide(List<Leaf> leaves, GradientPair[] pairs, bool[]? features, bool isLast);
}
