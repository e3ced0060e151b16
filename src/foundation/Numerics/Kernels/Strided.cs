namespace Kirana.Numerics.Kernels;

/// <summary>A matrix whose element (i, j) stands at i·RowStep + j·ColumnStep, so that a transpose costs nothing.</summary>
internal readonly ref struct Strided<T>(ReadOnlySpan<T> elements, int rowStep, int columnStep)
{
    private readonly ReadOnlySpan<T> _elements = elements;

    public int RowStep { get; } = rowStep;

    public int ColumnStep { get; } = columnStep;

    /// <summary>The elements from (i, j) on.</summary>
    public ReadOnlySpan<T> From(int i, int j) => _elements[(i * RowStep + j * ColumnStep)..];
}
