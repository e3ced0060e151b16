namespace Kirana.Learn.Boosting.Parts;

/// <summary>What a part of the rows is asked for.</summary>
internal enum PartRequest : byte
{
    /// <summary>Columns, labels, targets, weights and groups.</summary>
    Describe = 1,

    /// <summary>How often each value occurs in each feature, for bins.</summary>
    Count = 2,

    /// <summary>To put the rows into bins and begin with constant scores.</summary>
    Begin = 3,

    /// <summary>To take the derivatives of a round, and the greatest of them.</summary>
    Gradients = 4,

    /// <summary>The sums of the derivatives in whole units.</summary>
    Units = 5,

    /// <summary>To begin a tree, and its histogram.</summary>
    Root = 6,

    /// <summary>To divide leaves, and histograms of their children.</summary>
    Divide = 7,

    /// <summary>To add the values of the tree's leaves to the scores.</summary>
    Add = 8,
}
