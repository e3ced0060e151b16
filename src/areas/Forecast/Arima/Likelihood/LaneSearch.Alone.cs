namespace Kirana.Forecast.Arima.Likelihood;

/// <content>A task alone: its lane looks at the trial point, each further lane a little beside it in one coordinate.</content>
internal sealed partial class LaneSearch
{
    /// <summary>Sees what <see cref="Look"/> would, to the last bit, in one pass.</summary>
    private void LookAlone()
    {
        for (var beside = 0; beside <= _count; beside++)
            for (var k = 0; k < _count; k++)
                _table.Place[_slots[0][k] * Width + beside] = _trial[k * Width] + (k == beside - 1 ? Side(0, k) : 0);
        Pass(0);
        Note(0, 0);
        for (var beside = 1; beside <= _count; beside++)
        {
            _differences[beside * Width] = Objective(beside) - _trialObjective[0];
            for (var other = 1; other <= beside; other++)
                _products[((beside - 1) * _count + other - 1) * Width] = Product(beside, other);
        }
    }

    private double Product(int one, int other)
    {
        ReadOnlySpan<double> residuals = _table.Residuals.AsSpan(0, _table.Shape.Steps * Width);
        var sum = 0.0;
        for (; residuals.Length > 0; residuals = residuals[Width..])
            sum = Math.FusedMultiplyAdd(residuals[one] - residuals[0], residuals[other] - residuals[0], sum);
        return sum;
    }
}
