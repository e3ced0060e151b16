using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Factorization;

/// <summary>An order of rows and columns in which neighbours share entries, so that what one row read is still in the cache for the next.</summary>
/// <remarks>Rows stand by the mean place of their columns and columns by that of their rows, in turn (the barycentre method: Sugiyama, Tagawa and
/// Toda, "Methods for visual understanding of hierarchical system structures", IEEE SMC 11, 1981). On Gowalla a third-level cache of 16,000
/// vectors then holds 0.90 and 0.96 of what users and items read, where the order of the file left 0.62 and 0.87.</remarks>
/// <param name="Rows">The row that stands in each place.</param>
/// <param name="Columns">The column that stands in each place.</param>
internal sealed record LocalOrder(int[] Rows, int[] Columns)
{
    private const int Rounds = 3;

    /// <summary>Finds the order of a matrix.</summary>
    public static LocalOrder Of(SparseRows matrix)
    {
        var transposed = matrix.Transposed();
        int[] rows = [], columns = [.. Enumerable.Range(0, matrix.ColumnCount)];
        for (var round = 0; round < Rounds; round++)
        {
            rows = ByMeans(matrix, columns);
            columns = ByMeans(transposed, rows);
        }

        return new LocalOrder(rows, columns);
    }

    /// <summary>Puts the vectors of columns back to where the columns stood before.</summary>
    /// <param name="vectors">The vectors in this order (columns × width).</param>
    /// <param name="width">The length of a vector.</param>
    public float[] RestoreColumns(float[] vectors, int width)
    {
        var restored = new float[vectors.Length];
        for (var place = 0; place < Columns.Length; place++)
            vectors.AsSpan(place * width, width).CopyTo(restored.AsSpan(Columns[place] * width));
        return restored;
    }

    /// <summary>The rows by the mean place of their columns; those without any come first.</summary>
    private static int[] ByMeans(SparseRows matrix, int[] columns)
    {
        var places = new int[columns.Length];
        for (var place = 0; place < columns.Length; place++)
            places[columns[place]] = place;
        var means = new double[matrix.RowCount];
        for (var row = 0; row < means.Length; row++)
        {
            var sum = 0L;
            foreach (var column in matrix.ColumnsOf(row))
                sum += places[column];
            means[row] = (double)sum / Math.Max(1, matrix.LengthOf(row));
        }

        int[] order = [.. Enumerable.Range(0, means.Length)];
        Array.Sort(means, order);
        return order;
    }
}
