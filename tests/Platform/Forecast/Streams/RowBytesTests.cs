using CsCheck;
using Kirana.Pipelines.Forecast.Streams;

namespace Kirana.Tests.Platform.Forecast.Streams;

public sealed class RowBytesTests
{
    [Fact]
    public void Any_number_comes_back_as_it_was() => Gen.Select(Gen.OneOf(Gen.Double, Gen.Int.Select(whole => (double)whole)), Gen.Long).Sample((number, whole) =>
    {
        var bytes = new byte[3 * RowBytes.Most];
        var length = RowBytes.WriteDouble(bytes, number);
        length += RowBytes.WriteSigned(bytes.AsSpan(length), whole);
        length += RowBytes.Write(bytes.AsSpan(length), (ulong)whole);
        var at = 0;
        return BitConverter.DoubleToInt64Bits(RowBytes.ReadDouble(bytes, ref at)) == BitConverter.DoubleToInt64Bits(number)
            && RowBytes.ReadSigned(bytes, ref at) == whole && RowBytes.Read(bytes, ref at) == (ulong)whole && at == length;
    });

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(126.0, 1)]
    [InlineData(-0.0, 9)]
    [InlineData(double.NaN, 9)]
    [InlineData(0.5, 9)]
    public void Small_whole_numbers_take_one_byte(double number, int expected)
    {
        var bytes = new byte[RowBytes.Most];
        Assert.Equal(expected, RowBytes.WriteDouble(bytes, number));
        var at = 0;
        Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(RowBytes.ReadDouble(bytes, ref at)));
    }
}
