namespace Kirana.Learn.Forests;

/// <summary>The sums over a node's rows that lie in one bin of a feature.</summary>
internal struct BinSums
{
    /// <summary>The sum of weights.</summary>
    public double Weight;

    /// <summary>The sum of weight × target; unused where there are several classes.</summary>
    public double Target;

    /// <summary>The number of rows.</summary>
    public int Rows;

    /// <summary>The bin.</summary>
    public int Bin;

    /// <summary>What is left of sums when a part of their rows is taken away.</summary>
    public static BinSums operator -(in BinSums all, in BinSums part) =>
        new() { Weight = all.Weight - part.Weight, Target = all.Target - part.Target, Rows = all.Rows - part.Rows };
}
