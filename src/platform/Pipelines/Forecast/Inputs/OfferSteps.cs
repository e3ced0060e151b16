namespace Kirana.Pipelines.Forecast.Inputs;

/// <summary>The lift of a series' offers: each holds from its day until the next.</summary>
/// <param name="Days">The numbers of the first days, ascending.</param>
/// <param name="Logs">The lift from each on, as a logarithm.</param>
internal sealed record OfferSteps(int[] Days, double[] Logs)
{
    /// <summary>The lift of a day; 0 before the first offer.</summary>
    public double At(int day)
    {
        var place = Array.BinarySearch(Days, day);
        return place >= 0 ? Logs[place] : ~place > 0 ? Logs[~place - 1] : 0;
    }

    /// <summary>The steps that hold on a day or after it.</summary>
    public OfferSteps From(int day)
    {
        var place = Array.BinarySearch(Days, day);
        var first = Math.Max(0, place >= 0 ? place : ~place - 1);
        return new OfferSteps(Days[first..], Logs[first..]);
    }
}
