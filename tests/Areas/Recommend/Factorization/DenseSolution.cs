namespace Kirana.Tests.Areas.Recommend.Factorization;

/// <summary>Equation 4 of Hu, Koren and Volinsky formed over all items and solved by elimination with pivots, in double.</summary>
internal static class DenseSolution
{
    public static double[] Of(ReadOnlySpan<float> factors, int width, ReadOnlySpan<int> columns, ReadOnlySpan<float> confidences, double penalty)
    {
        var matrix = new double[width, width + 1];
        for (var item = 0; item < factors.Length / width; item++)
        {
            var place = columns.IndexOf(item);
            var confidence = place < 0 ? 1.0 : 1.0 + confidences[place];
            for (var i = 0; i < width; i++)
            {
                for (var j = 0; j < width; j++)
                    matrix[i, j] += confidence * factors[item * width + i] * factors[item * width + j];
                if (place >= 0)
                    matrix[i, width] += confidence * factors[item * width + i];
            }
        }

        for (var i = 0; i < width; i++)
            matrix[i, i] += penalty;
        for (var pivot = 0; pivot < width; pivot++)
        {
            var row = Enumerable.Range(pivot, width - pivot).MaxBy(candidate => Math.Abs(matrix[candidate, pivot]));
            for (var j = 0; j <= width; j++)
                (matrix[pivot, j], matrix[row, j]) = (matrix[row, j], matrix[pivot, j]);
            for (var i = 0; i < width; i++)
            {
                var ratio = i == pivot ? 0 : matrix[i, pivot] / matrix[pivot, pivot];
                for (var j = 0; j <= width; j++)
                    matrix[i, j] -= ratio * matrix[pivot, j];
            }
        }

        return [.. Enumerable.Range(0, width).Select(i => matrix[i, width] / matrix[i, i])];
    }
}
