using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>The regression on the columns before the last by generalised least squares, and the innovations it leaves.</summary>
internal static class Regression
{
    private const int Width = LaneTable.Width;

    /// <summary>A pivot below this share of its column's square is rounding: the column hangs on those before it and gets no coefficient.</summary>
    private const double Dependent = 1e-12;

    /// <summary>Products of columns weighed by Γ⁻¹: Σ ε ε − Σ k k D / δ.</summary>
    public static void Gram<TLanes>(LaneTable table, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var columns = table.Shape.Columns;
        for (var a = 0; a < columns; a++)
            for (var b = 0; b <= a; b++)
                TLanes.Store(Product<TLanes>(table, a, b, lane) - Presample<TLanes>(table, a, b, lane), table.Gram, (a * columns + b) * Width + lane);
    }

    /// <summary>Eliminates column after column; the last row becomes the coefficients. What gaps take from |Γ| is left in
    /// <see cref="LaneTable.Squares"/> as a product of pivots.</summary>
    public static void Solve<TLanes>(LaneTable table, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var columns = table.Shape.Columns;
        var gram = table.Gram.AsSpan();
        var (zero, one) = (TLanes.Broadcast(0), TLanes.Broadcast(1));
        for (var j = 0; j < columns; j++)
            TLanes.Store(TLanes.Broadcast(Dependent) * TLanes.Load(gram, (j * columns + j) * Width + lane), table.Coefficients, j * Width + lane);
        for (var j = 0; j < columns - 1; j++)
        {
            var pivot = TLanes.Load(gram, (j * columns + j) * Width + lane);
            var least = TLanes.Load(table.Coefficients, j * Width + lane);
            var inverse = TLanes.SelectLess(least, pivot, one / pivot, zero);
            for (var i = j + 1; i < columns; i++)
            {
                var whole = TLanes.Load(gram, (i * columns + j) * Width + lane);
                var less = zero - whole * inverse;
                for (var k = j + 1; k <= i; k++)
                {
                    var target = (i * columns + k) * Width + lane;
                    // Rows above i hold factors already; the row of the diagonal itself does not.
                    var other = k == i ? whole : TLanes.Load(gram, (k * columns + j) * Width + lane);
                    TLanes.Store(TLanes.MultiplyAdd(less, other, TLanes.Load(gram, target)), gram, target);
                }
            }

            // L's column, for the substitution; the entries themselves are not needed any more.
            for (var i = j + 1; i < columns; i++)
                TLanes.Store(inverse * TLanes.Load(gram, (i * columns + j) * Width + lane), gram, (i * columns + j) * Width + lane);
            TLanes.Store(TLanes.SelectLess(least, pivot, pivot, one), gram, (j * columns + j) * Width + lane);
        }

        for (var j = columns - 2; j >= 0; j--)
        {
            var rest = TLanes.Load(gram, ((columns - 1) * columns + j) * Width + lane);
            for (var i = j + 1; i < columns - 1; i++)
                rest -= TLanes.Load(gram, (i * columns + j) * Width + lane) * TLanes.Load(table.Coefficients, i * Width + lane);
            TLanes.Store(rest, table.Coefficients, j * Width + lane);
        }
    }

    /// <summary>The innovations given the whole series, e = θ(B)⁻¹ Θ(Bᵐ)⁻¹ (φ(B) Φ(Bᵐ) z − u), at the best u; S of them and of what u itself costs.</summary>
    public static void Residuals<TLanes>(LaneTable table, int evaluation, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var (columns, states, row) = (table.Shape.Columns, table.Shape.States, table.Row);
        var filtered = table.Filtered.AsSpan((columns - 1) * row, row);
        var scores = table.Scores.AsSpan((columns - 1) * states * Width, states * Width);
        for (var c = 0; c < columns - 1; c++)
        {
            var less = TLanes.Broadcast(0) - TLanes.Load(table.Coefficients, c * Width + lane);
            var regressor = table.Filtered.AsSpan(c * row, row);
            for (var at = table.Margin * Width + lane; at < row - table.Margin * Width; at += Width)
                TLanes.Store(TLanes.MultiplyAdd(less, TLanes.Load(regressor, at), TLanes.Load(filtered, at)), filtered, at);
            var score = table.Scores.AsSpan(c * states * Width, states * Width);
            for (var at = lane; at < states * Width; at += Width)
                TLanes.Store(TLanes.MultiplyAdd(less, TLanes.Load(score, at), TLanes.Load(scores, at)), scores, at);
        }

        var squares = Expect<TLanes>(table, scores, lane);
        Filters.Invert<TLanes>(table, filtered, table.Back, lane);
        var target = table.Residuals.AsSpan(evaluation * table.Shape.Steps * Width, table.Shape.Steps * Width);
        for (var t = 0; t < table.Shape.Steps; t++)
        {
            var error = TLanes.Load(table.Back, (table.Margin + t) * Width + lane);
            squares = TLanes.MultiplyAdd(error, error, squares);
            TLanes.Store(error, target, t * Width + lane);
        }

        TLanes.Store(squares, table.Squares, lane);
    }

    /// <summary>The best u = L y, y(j) = D(j) (k(j) − Σ K(i, j) y(i)) / δ(j), taken from the first steps; its cost Σ y² / D.</summary>
    private static TLanes Expect<TLanes>(LaneTable table, Span<double> scores, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var states = table.Shape.States;
        var information = table.Information.AsSpan();
        var pivots = table.Pivots.AsSpan();
        var zero = TLanes.Broadcast(0);
        var cost = zero;
        for (var j = states - 1; j >= 0; j--)
        {
            var rest = TLanes.Load(scores, j * Width + lane);
            for (var i = j + 1; i < states; i++)
                rest -= TLanes.Load(information, (i * states + j) * Width + lane) * TLanes.Load(scores, i * Width + lane);
            var (pivot, delta) = (TLanes.Load(pivots, j * Width + lane), TLanes.Load(information, (j * states + j) * Width + lane));
            var scaled = rest / delta;
            cost = TLanes.MultiplyAdd(pivot * scaled, scaled, cost);
            TLanes.Store(pivot * scaled, scores, j * Width + lane);
        }

        for (var i = states - 1; i >= 0; i--)
        {
            var sum = zero;
            for (var j = 0; j <= i; j++)
                sum = TLanes.MultiplyAdd(TLanes.Load(table.Loadings, (j * states + i) * Width + lane), TLanes.Load(scores, j * Width + lane), sum);
            TLanes.Store(sum, scores, i * Width + lane);
        }

        var filtered = table.Filtered.AsSpan((table.Shape.Columns - 1) * table.Row, table.Row);
        for (var one = lane; one < lane + TLanes.Count; one++)
        {
            var count = Math.Min(states, table.Margin + table.Shape.Steps - table.Start[one]);
            for (var i = 0; i < count; i++)
                filtered[(table.Start[one] + i) * Width + one] -= scores[i * Width + one];
        }

        return cost;
    }

    private static TLanes Product<TLanes>(LaneTable table, int a, int b, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var left = table.Innovations.AsSpan(a * table.Row, table.Row);
        var right = table.Innovations.AsSpan(b * table.Row, table.Row);
        var (even, odd) = (TLanes.Broadcast(0), TLanes.Broadcast(0));
        var end = table.Row - table.Margin * Width;
        var at = table.Margin * Width + lane;
        for (; at + Width < end; at += 2 * Width)
        {
            even = TLanes.MultiplyAdd(TLanes.Load(left, at), TLanes.Load(right, at), even);
            odd = TLanes.MultiplyAdd(TLanes.Load(left, at + Width), TLanes.Load(right, at + Width), odd);
        }

        return at < end ? TLanes.MultiplyAdd(TLanes.Load(left, at), TLanes.Load(right, at), even) + odd : even + odd;
    }

    private static TLanes Presample<TLanes>(LaneTable table, int a, int b, int lane) where TLanes : struct, ILanes<TLanes>
    {
        var states = table.Shape.States;
        var left = table.Scores.AsSpan(a * states * Width, states * Width);
        var right = table.Scores.AsSpan(b * states * Width, states * Width);
        var sum = TLanes.Broadcast(0);
        for (var j = 0; j < states; j++)
        {
            var share = TLanes.Load(table.Pivots, j * Width + lane) / TLanes.Load(table.Information, (j * states + j) * Width + lane);
            sum = TLanes.MultiplyAdd(share * TLanes.Load(left, j * Width + lane), TLanes.Load(right, j * Width + lane), sum);
        }

        return sum;
    }
}
