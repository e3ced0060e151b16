using Kirana.Forecast.Arima;
using Kirana.Forecast.Arima.Likelihood;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Forecast.Arima.Likelihood;

/// <summary>The likelihood by conditioning against that of the Kalman filter, which goes another way.</summary>
public sealed class SinglePlaceTests
{
    [Theory]
    [InlineData(1, 0, 0, 0, 1)]
    [InlineData(0, 0, 1, 0, 1)]
    [InlineData(3, 0, 2, 0, 1)]
    [InlineData(1, 1, 1, 1, 4)]
    [InlineData(2, 0, 1, 2, 7)]
    [InlineData(5, 2, 5, 2, 12)]
    [InlineData(0, 2, 0, 0, 24)]
    public void Equals_the_filter(int ar, int seasonalAr, int ma, int seasonalMa, int season)
    {
        var random = new RandomStream(7);
        var orders = new ArmaOrders(ar, seasonalAr, ma, seasonalMa, season);
        for (var round = 0; round < 10; round++)
        {
            var values = new double[90];
            foreach (ref var value in values.AsSpan())
                value = random.NextGaussian();
            var point = new double[orders.Count];
            foreach (ref var partial in point.AsSpan())
                partial = 1.4 * random.NextDouble() - 0.7;
            var place = SinglePlace.Of(new ArmaData([values], 0), orders, point);
            var parameters = ArimaParameters.At(new ArimaOrder(ar, 0, ma, seasonalAr, 0, seasonalMa), point, 0);
            var (errors, variances) = (new double[90], new double[90]);
            StateFilter.Run(
                values, ArimaState.Product(parameters.Ar, parameters.SeasonalAr, season, -1), ArimaState.Product(parameters.Ma, parameters.SeasonalMa, season, 1),
                place.Covariance, errors, variances);
            var squares = errors.Zip(variances, (error, variance) => error * error / variance).Sum();
            Assert.Equal(squares, place.Squares, 1e-10 * squares);
            Assert.Equal(variances.Sum(Math.Log), place.Logarithm, 1e-9);
        }
    }

    [Fact]
    public void Partial_autocorrelations_stand_for_coefficients_and_back()
    {
        double[] coefficients = [0.5, -0.3, 0.2];
        foreach (var sign in new[] { 1.0, -1 })
        {
            var back = PartialAutocorrelations.Coefficients(PartialAutocorrelations.Of(coefficients, sign), sign);
            for (var i = 0; i < back.Length; i++)
                Assert.Equal(coefficients[i], back[i], 1e-14);
        }

        Assert.True(PartialAutocorrelations.RootsBeyond([0.95], 1, 1.01));
        Assert.False(PartialAutocorrelations.RootsBeyond([0.995], 1, 1.01));
        Assert.False(PartialAutocorrelations.RootsBeyond([1.5, -0.4], 1, 1.01));
    }
}
