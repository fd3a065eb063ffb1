# F7.1 Sampled pass@k of the checkpoints
# Draws F7.1-pass-at-k.svg from F7.1-pass-at-k.tsv: gnuplot F7.1-pass-at-k.gp
reset
if (!exists("output")) output = 'F7.1-pass-at-k.svg'
data = 'F7.1-pass-at-k.tsv'
set encoding utf8
set terminal svg size 960,403 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F7_1_pass_at_k'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Sampled pass@k of the checkpoints' at screen 0.01458, screen 0.94541 left font 'sans-serif Bold,16' tc rgb '#111111' front
set object rectangle from screen 0.29575, screen 0.02978 to screen 0.32908, screen 0.05955 front fc rgb '#c8333333' fs solid noborder
set arrow from screen 0.29575, screen 0.04467 to screen 0.32908, screen 0.04467 nohead front lw 2 lc rgb '#333333'
set label 'before' at screen 0.33742, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.40308, screen 0.02978 to screen 0.43642, screen 0.05955 front fc rgb '#c80072B2' fs solid noborder
set arrow from screen 0.40308, screen 0.04467 to screen 0.43642, screen 0.04467 nohead front lw 2 lc rgb '#0072B2'
set label '' at screen 0.41975, screen 0.04467 point pt 7 ps 0.6 lc rgb '#0072B2' front
set label 'again' at screen 0.44475, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.51042, screen 0.02978 to screen 0.54375, screen 0.05955 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.51042, screen 0.04467 to screen 0.54375, screen 0.04467 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.52708, screen 0.04467 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'after' at screen 0.55208, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.61775, screen 0.04467 to screen 0.65108, screen 0.04467 nohead front lw 2 lc rgb '#888888' dt (6,4)
set label 'chance' at screen 0.65942, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: fresh
set lmargin at screen 0.06200; set rmargin at screen 0.48333
set tmargin at screen 0.83375; set bmargin at screen 0.20844
set logscale x 2; set xrange [0.9201876506248752:17.387757800416928]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('1' 1.0, '2' 2.0, '4' 4.0, '8' 8.0, '16' 16.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'fresh' at screen 0.06200, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'k (samples)' at screen 0.27267, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set label 'pass@k (probability)' at screen 0.01875, screen 0.52109 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::4 using 4:6:7 with filledcurves fs solid lc rgb '#d0333333' notitle, \
     data skip 1 every ::5::9 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::10::14 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::0::4 using 4:5 with lines lw 2 lc rgb '#333333' notitle, \
     data skip 1 every ::5::9 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::10::14 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::15::19 using 4:5 with lines lw 2 lc rgb '#888888' dt (6,4) notitle, \
     data skip 1 every ::0::4 using 4:5:(sprintf('before: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::5::9 using 4:5:(sprintf('again: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::10::14 using 4:5:(sprintf('after: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::15::19 using 4:5:(sprintf('chance: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: fresh_t06
set lmargin at screen 0.54325; set rmargin at screen 0.98333
set tmargin at screen 0.83375; set bmargin at screen 0.20844
set logscale x 2; set xrange [0.9201876506248752:17.387757800416928]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('1' 1.0, '2' 2.0, '4' 4.0, '8' 8.0, '16' 16.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'fresh_t06' at screen 0.54325, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'k (samples)' at screen 0.76329, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::20::24 using 4:6:7 with filledcurves fs solid lc rgb '#d0333333' notitle, \
     data skip 1 every ::25::29 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::30::34 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::20::24 using 4:5 with lines lw 2 lc rgb '#333333' notitle, \
     data skip 1 every ::25::29 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::30::34 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::35::39 using 4:5 with lines lw 2 lc rgb '#888888' dt (6,4) notitle, \
     data skip 1 every ::20::24 using 4:5:(sprintf('before: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::25::29 using 4:5:(sprintf('again: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::30::34 using 4:5:(sprintf('after: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::35::39 using 4:5:(sprintf('chance: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
