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
}
