# F4.5 Training
# Draws F4.5-training.svg from F4.5-training.tsv: gnuplot F4.5-training.gp
reset
if (!exists("output")) output = 'F4.5-training.svg'
data = 'F4.5-training.tsv'
set encoding utf8
set terminal svg size 1200,733 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F4_5_training'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Training' at screen 0.01167, screen 0.96999 left font 'sans-serif Bold,16' tc rgb '#111111' front
set object rectangle from screen 0.46475, screen 0.01637 to screen 0.49142, screen 0.03274 front fc rgb '#c8009E73' fs solid noborder
set arrow from screen 0.46475, screen 0.02456 to screen 0.49142, screen 0.02456 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.47808, screen 0.02456 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'mix_far' at screen 0.49808, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: mean reward
set lmargin at screen 0.05530; set rmargin at screen 0.32000
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:47.175]
unset logscale y; set yrange [0.0:0.24731531693233993]
set xtics norotate offset 0,0.35 ('0' -0.0, '10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.05' 0.05, '0.10' 0.1, '0.15' 0.15000000000000002, '0.20' 0.2) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'mean reward' at screen 0.05530, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.18765, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'mean reward' at screen 0.01500, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::22 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::0::22 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::0::22 using 4:5:(sprintf('mix_far: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: loose accuracy (share)
set lmargin at screen 0.38863; set rmargin at screen 0.65333
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:47.175]
unset logscale y; set yrange [0.0:0.14082042203029008]
set xtics norotate offset 0,0.35 ('0' -0.0, '10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.05' 0.05, '0.10' 0.1) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'loose accuracy (share)' at screen 0.38863, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.52098, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'loose accuracy (share)' at screen 0.34833, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::23::45 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::23::45 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::23::45 using 4:5:(sprintf('mix_far: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: strict accuracy (share)
set lmargin at screen 0.71627; set rmargin at screen 0.98667
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:47.175]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('0' -0.0, '10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'strict accuracy (share)' at screen 0.71627, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.85147, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'strict accuracy (share)' at screen 0.68167, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::46::68 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::46::68 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::46::68 using 4:5:(sprintf('mix_far: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: entropy (nats a token)
set lmargin at screen 0.05530; set rmargin at screen 0.32000
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:47.175]
unset logscale y; set yrange [0.028220352152006408:0.30208920133900746]
set xtics norotate offset 0,0.35 ('0' -0.0, '10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0) font ',12' tc rgb '#333333'
set ytics ('0.05' 0.05, '0.10' 0.1, '0.15' 0.15000000000000002, '0.20' 0.2, '0.25' 0.25, '0.30' 0.30000000000000004) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'entropy (nats a token)' at screen 0.05530, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.18765, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'entropy (nats a token)' at screen 0.01500, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::69::91 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::69::91 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::69::91 using 4:5:(sprintf('mix_far: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 5: length (tokens)
set lmargin at screen 0.37973; set rmargin at screen 0.65333
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:47.175]
unset logscale y; set yrange [15.686225141692985:69.26014198267538]
set xtics norotate offset 0,0.35 ('0' -0.0, '10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0) font ',12' tc rgb '#333333'
set ytics ('20' 20.0, '30' 30.0, '40' 40.0, '50' 50.0, '60' 60.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'length (tokens)' at screen 0.37973, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.51653, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'length (tokens)' at screen 0.34833, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::92::114 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::92::114 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::92::114 using 4:5:(sprintf('mix_far: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
