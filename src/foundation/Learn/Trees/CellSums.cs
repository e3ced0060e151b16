namespace Kirana.Learn.Trees;

/// <summary>The sums over a node's rows that have one value of a feature.</summary>
internal struct CellSums
{
    /// <summary>The sum of weight × target.</summary>
    public double Target;

    /// <summary>The sum of weights.</summary>
    public double Weight;

    /// <summary>The number of rows.</summary>
    public int Rows;

    public static CellSums operator +(in CellSums a, in CellSums b) => new() { Target = a.Target + b.Target, Weight = a.Weight + b.Weight, Rows = a.Rows + b.Rows };

    public static CellSums operator -(in CellSums a, in CellSums b) => new() { Target = a.Target - b.Target, Weight = a.Weight - b.Weight, Rows = a.Rows - b.Rows };
}
