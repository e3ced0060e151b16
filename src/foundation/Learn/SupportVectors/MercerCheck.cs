using Kirana.Data.Tables;

namespace Kirana.Learn.SupportVectors;

/// <summary>Whether a kernel is one of Mercer's on some rows: whether the matrix of their similarities is positive semidefinite.</summary>
/// <param name="LeastEigenvalue">The least eigenvalue of the matrix.</param>
/// <param name="GreatestEigenvalue">The greatest one.</param>
/// <param name="Asymmetry">The largest difference of K(x, z) and K(z, x).</param>
public sealed record MercerCheck(double LeastEigenvalue, double GreatestEigenvalue, double Asymmetry)
{
    private const int MostRows = 1_000;
    private const int MostSweeps = 60;

    /// <summary>Whether no eigenvalue is below 0 by more than rounding. If not, the dual may have several local optima, and nothing is wide about the margin.</summary>
    public bool IsMercer => LeastEigenvalue >= -1e-6 * Math.Max(GreatestEigenvalue, 1e-300) && Asymmetry <= 1e-5 * Math.Max(1, GreatestEigenvalue);

    /// <summary>Checks a kernel on rows, at most the first thousand.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="data">The rows.</param>
    /// <exception cref="ArgumentException">An option of the kernel lies outside its range.</exception>
    /// <exception cref="Data.DataException">The rows hold no finite numbers.</exception>
    public static MercerCheck Of(Kernel kernel, TabularData data)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(data);
        if (kernel.Fault is { } fault)
            throw new ArgumentException($"The kernel cannot be checked: {fault}.", nameof(kernel));
        var all = SupportVectorRows.Of(data, kernel).Rows;
        var rows = all.Take([.. Enumerable.Range(0, Math.Min(MostRows, all.Count))]);
        var (matrix, column, asymmetry) = (new double[rows.Count, rows.Count], new float[rows.Padded], 0.0);
        for (var i = 0; i < rows.Count; i++)
        {
            rows.Column(rows.Row(i), column);
            for (var j = 0; j < rows.Count; j++)
                matrix[i, j] = column[j];
        }

        for (var i = 0; i < rows.Count; i++)
            for (var j = 0; j < i; j++)
            {
                asymmetry = Math.Max(asymmetry, Math.Abs(matrix[i, j] - matrix[j, i]));
                matrix[i, j] = matrix[j, i] = (matrix[i, j] + matrix[j, i]) / 2;
            }

        var greatest = Extreme(matrix, shift: 0);
        // Of a matrix less its extreme eigenvalue the extreme one is the other end of the spectrum.
        var other = Extreme(matrix, greatest) + greatest;
        return new MercerCheck(Math.Min(greatest, other), Math.Max(greatest, other), asymmetry);
    }

    /// <summary>The eigenvalue of largest size of K − shift·I, by Lanczos' iteration with full reorthogonalisation and bisection on its tridiagonal matrix.</summary>
    private static double Extreme(double[,] matrix, double shift)
    {
        var n = matrix.GetLength(0);
        var (basis, alpha, beta) = (new List<double[]>(), new List<double>(), new List<double>());
        var q = new double[n];
        for (var i = 0; i < n; i++)
            q[i] = (1 + 0.37 * (i % 7) - 0.11 * (i % 13)) / Math.Sqrt(n);
        Normalise(q);
        for (var sweep = 0; sweep < Math.Min(n, MostSweeps); sweep++)
        {
            basis.Add(q);
            var next = new double[n];
            for (var i = 0; i < n; i++)
            {
                var sum = -shift * q[i];
                for (var j = 0; j < n; j++)
                    sum += matrix[i, j] * q[j];
                next[i] = sum;
            }

            alpha.Add(Product(next, q));
            for (var pass = 0; pass < 2; pass++)
                foreach (var own in basis)
                {
                    var part = Product(next, own);
                    for (var i = 0; i < n; i++)
                        next[i] -= part * own[i];
                }

            var length = Normalise(next);
            if (length < 1e-12)
                break;
            beta.Add(length);
            q = next;
        }

        var (least, most) = (Eigenvalue(alpha, beta, least: true), Eigenvalue(alpha, beta, least: false));
        return Math.Abs(least) > Math.Abs(most) ? least : most;
    }

    /// <summary>The least or greatest eigenvalue of a tridiagonal matrix: how many lie below a number is the number of negative pivots (Sturm).</summary>
    private static double Eigenvalue(List<double> alpha, List<double> beta, bool least)
    {
        var reach = 0.0;
        for (var i = 0; i < alpha.Count; i++)
            reach = Math.Max(reach, Math.Abs(alpha[i]) + (i > 0 ? beta[i - 1] : 0) + (i + 1 < alpha.Count ? beta[i] : 0));
        var (low, high, wanted) = (-reach - 1e-300, reach + 1e-300, least ? 1 : alpha.Count);
        for (var round = 0; round < 100; round++)
        {
            var middle = (low + high) / 2;
            (low, high) = Below(alpha, beta, middle) >= wanted ? (low, middle) : (middle, high);
        }

        return (low + high) / 2;
    }

    private static int Below(List<double> alpha, List<double> beta, double x)
    {
        var (count, pivot) = (0, 1.0);
        for (var i = 0; i < alpha.Count; i++)
        {
            pivot = alpha[i] - x - (i > 0 ? beta[i - 1] * beta[i - 1] / pivot : 0);
            if (pivot == 0)
                pivot = -1e-300;
            count += pivot < 0 ? 1 : 0;
        }

        return count;
    }

    private static double Product(double[] x, double[] y) => Numerics.Kernels.Dot.Of(x, y);

    private static double Normalise(double[] x)
    {
        var length = Math.Sqrt(Product(x, x));
        if (length > 0)
            Numerics.Kernels.Scale.By(1 / length, x);
        return length;
    }
}
