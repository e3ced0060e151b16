using System.Text;
using CsCheck;
using Kirana.Operate.Contracts;

namespace Kirana.Tests.Platform.Contracts;

public sealed class DecimalTextTests
{
    [Theory]
    [InlineData("2.55", 25_500)]
    [InlineData("-11062.06", -110_620_600)]
    [InlineData("+7", 70_000)]
    [InlineData(".5", 5_000)]
    [InlineData("6.", 60_000)]
    [InlineData("0.12340000000000000000000", 1_234)]
    [InlineData("1e3", 10_000_000)]
    [InlineData("2.5E-3", 25)]
    [InlineData("0e99", 0)]
    [InlineData("99999999999999.9999", 999_999_999_999_999_999)]
    public void Reads_exactly(string text, long stored)
    {
        Assert.Equal(NumberText.Sound, Parse(text, out var value));
        Assert.Equal(stored, value);
    }

    [Theory]
    [InlineData("", NumberText.Malformed)]
    [InlineData("abc", NumberText.Malformed)]
    [InlineData("1,5", NumberText.Malformed)]
    [InlineData("1.234.5", NumberText.Malformed)]
    [InlineData("£2.55", NumberText.Malformed)]
    [InlineData("1e", NumberText.Malformed)]
    [InlineData("1 000", NumberText.Malformed)]
    [InlineData("--1", NumberText.Malformed)]
    [InlineData("0x10", NumberText.Malformed)]
    [InlineData("NaN", NumberText.NotFinite)]
    [InlineData("-Infinity", NumberText.NotFinite)]
    [InlineData("inf", NumberText.NotFinite)]
    [InlineData("∞", NumberText.NotFinite)]
    [InlineData("0.00001", NumberText.TooPrecise)]
    [InlineData("2.5500000000000003", NumberText.TooPrecise)]
    [InlineData("0.100000000000000000000000001", NumberText.TooPrecise)]
    [InlineData("1e-5", NumberText.TooPrecise)]
    [InlineData("100000000000000", NumberText.TooLarge)]
    [InlineData("123456789012345678901234567890", NumberText.TooLarge)]
    [InlineData("1e999", NumberText.TooLarge)]
    public void Refuses_what_it_cannot_hold(string text, NumberText expected)
    {
        Assert.Equal(expected, Parse(text, out var value));
        Assert.Equal(0, value);
    }

    [Fact]
    public void Reads_a_decimal_comma_when_told() => Assert.Equal(NumberText.Sound, DecimalText.TryParse("2,55"u8, (byte)',', out _));

    [Fact]
    public void Gives_back_every_number_it_can_hold() =>
        Gen.Long[-DecimalText.Limit, DecimalText.Limit].Sample(stored =>
            Parse(DecimalText.ToDecimal(stored).ToString(System.Globalization.CultureInfo.InvariantCulture), out var value) == NumberText.Sound && value == stored);

    [Theory]
    [InlineData(10_000, 25_500, 25_500)]
    [InlineData(-60_000, 25_500, -153_000)]
    [InlineData(1, 5_000, 0)]
    [InlineData(3, 5_000, 2)]
    [InlineData(-3, 5_000, -2)]
    public void Multiplies_and_rounds_halves_to_even(long a, long b, long product)
    {
        Assert.True(DecimalText.TryMultiply(a, b, out var actual));
        Assert.Equal(product, actual);
    }

    [Fact]
    public void Says_when_a_product_is_too_large() => Assert.False(DecimalText.TryMultiply(DecimalText.Limit, DecimalText.Limit, out _));

    private static NumberText Parse(string text, out long value) => DecimalText.TryParse(Encoding.UTF8.GetBytes(text), (byte)'.', out value);
}
