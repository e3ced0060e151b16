using System.Text;
using CsCheck;
using Kirana.Data;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Ingest;

namespace Kirana.Tests.Platform.Ingest;

/// <summary>Any bytes become records, rejected records or a <see cref="DataException"/>, never anything else.</summary>
public sealed class IntakeFuzzTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Records =
    [
        """{"id":"e1","time":"2011-12-09T12:50:00Z","kind":"purchase","user":"17850","item":"85123A","quantity":6,"unit_price":2.55,"session":"536365"}""",
        """{"time":1325376000,"kind":"view","user":"ü\u00e4🛒","item":"a/..%2e'","extra":{"deep":[1,{"x":null}]},"list":"l","position":3}""",
        """{"time":"2012-01-01","kind":"return","item":"a","value":-3,"quantity":1e3,"currency":"EUR","reverses":"e1"}""",
        """{"time":"2012-01-01","kind":"search","query":"=cmd|' /C calc'!A0","user":null}""",
        """{"time":"2012-01-01","kind":"rating","user":"u","item":"a","rating":4.5}""",
        """{"time":"2012-01-01","kind":"dwell","item":"a","seconds":"31.25","rating":9}""",
        """{}""",
    ];

    private static readonly Gen<byte[]> Bodies = Gen.Select(Gen.Int[0, Records.Length - 1].Array[0, 6], Gen.Bool).Select((choices, isArray) => Encoding.UTF8.GetBytes(
        isArray ? $"[{string.Join(',', choices.Select(i => Records[i]))}]" : string.Join('\n', choices.Select(i => Records[i]))));

    [Fact]
    public void Changed_bodies_never_break_the_intake()
    {
        using var reader = Reader();
        var batches = new BatchPool();
        var edit = Gen.Select(Gen.Int[0, 4096], Gen.Byte, Gen.Int[0, 3]);
        Gen.Select(Bodies, edit.Array[0, 6]).Sample((body, edits) =>
        {
            var bytes = body.ToList();
            foreach (var (at, value, kind) in edits)
            {
                var place = bytes.Count == 0 ? 0 : at % bytes.Count;
                if (kind == 0 || bytes.Count == 0)
                    bytes.Insert(place, value);
                else if (kind == 1)
                    bytes[place] = value;
                else if (kind == 2)
                    bytes.RemoveRange(place, Math.Min(value, bytes.Count - place));
                else
                    bytes[place] = "\"\\{}[],:\n 0eE-+.\u00ff"u8[value % 18];
            }

            Check(reader, batches, [.. bytes]);
        }, iter: 20_000, threads: 1);
    }

    [Fact]
    public void Random_bytes_never_break_the_intake()
    {
        using var reader = Reader();
        var batches = new BatchPool();
        Gen.Byte.Array[0, 200].Sample(bytes => Check(reader, batches, bytes), iter: 5_000, threads: 1);
    }

    [Fact]
    public void An_array_and_lines_of_the_same_records_end_alike()
    {
        using var reader = Reader();
        var batches = new BatchPool();
        Gen.Int[0, Records.Length - 1].Array[1, 8].Sample(choices =>
        {
            var array = Read(reader, batches, $"[{string.Join(',', choices.Select(i => Records[i]))}]");
            var lines = Read(reader, batches, string.Join('\n', choices.Select(i => Records[i])));
            Assert.Equal(Told(array), Told(lines));
            array.GiveBack();
            lines.GiveBack();
        }, iter: 500, threads: 1);
    }

    [Fact]
    public void Braces_alone_take_no_memory()
    {
        using var reader = Reader();
        var body = new byte[8 << 20];
        Array.Fill(body, (byte)'{');
        body[0] = (byte)'[';
        var batches = new BatchPool();
        Check(reader, batches, body);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Check(reader, batches, body);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static void Check(IntakeReader reader, BatchPool batches, byte[] body)
    {
        try
        {
            var request = reader.Read(body, batches, CancellationToken.None);
            Assert.Equal(request.Received, request.WithId.Count + request.WithoutId.Count + request.RejectedCount);
            Assert.All(request.Rejected, row => Assert.InRange(row.Row, 1, request.Received));
            request.GiveBack();
        }
        catch (DataException error)
        {
            Assert.Equal("bad-json", error.Code);
        }
    }

    private static IntakeRequest Read(IntakeReader reader, BatchPool batches, string body) => reader.Read(Encoding.UTF8.GetBytes(body), batches, CancellationToken.None);

    private static string Told(IntakeRequest request) =>
        $"{request.Received} {request.RejectedCount} {request.WithId.Count} {request.WithoutId.Count} "
        + string.Join(' ', request.Rejected.Select(row => $"{row.Row}:{row.Reason}:{row.Field}")) + " "
        + string.Join(' ', request.WithoutId.Keys.Take(request.WithoutId.Count)) + string.Join(' ', request.WithId.Keys.Take(request.WithId.Count));

    private static IntakeReader Reader() => new(RecordKinds.Events, new ShopSettings(), Now);
}
